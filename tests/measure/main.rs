//! The bench's driver.

fn main() {}
