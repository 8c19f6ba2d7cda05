//! The memory of the engine: blocks of powers of two, those given back kept in a list for each size. The standard library's allocator
//! wastes less and carries 5 kB of code for it; what the engine holds lives as long as one call and is small.

#![expect(
    unsafe_code,
    reason = "an allocator hands out addresses; each block says why that is sound"
)]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

/// The smallest block holds a link of a list, and is aligned for everything that the compiler lays out.
const SMALLEST: usize = 16;
/// How much is asked of the page at once, at least.
const LEAST: usize = 1 << 20;
const SIZES: usize = usize::BITS as usize;

/// Blocks of powers of two.
pub struct Heap {
    /// For each power of two the first block that was given back; it begins with the address of the next one.
    free: [Cell<*mut u8>; SIZES],
    /// What has never been handed out: from here, so many bytes.
    rest: Cell<*mut u8>,
    left: Cell<usize>,
    /// How much was asked for the last time.
    grown: Cell<usize>,
    /// Gives so many bytes of new memory, aligned to [`SMALLEST`], or null.
    grow: fn(usize) -> *mut u8,
}

// SAFETY: the engine's WebAssembly has no threads (no shared memory is asked for), so a heap is never used by two at once. Tests make
// their own and do not share them.
unsafe impl Sync for Heap {}

impl Heap {
    /// A heap that takes its memory from this function.
    #[must_use]
    pub const fn new(grow: fn(usize) -> *mut u8) -> Heap {
        Heap {
            free: [const { Cell::new(null_mut()) }; SIZES],
            rest: Cell::new(null_mut()),
            left: Cell::new(0),
            grown: Cell::new(0),
            grow,
        }
    }

    /// The power of two of the block for a layout; as large as the alignment, so that what is cut from aligned memory in such blocks
    /// is aligned itself.
    fn power(layout: Layout) -> usize {
        let size = layout.size().max(layout.align()).max(SMALLEST);
        (usize::BITS - (size - 1).leading_zeros()) as usize
    }
}

// SAFETY: `alloc` gives either null or the start of a block of at least the layout's size, which is aligned to `SMALLEST`, the largest
// alignment that anything in the engine asks for (larger ones get null). A block comes from memory that `grow` handed over and that was
// never cut before (`rest` moves behind it), or from a list of blocks that were given back, from which it is taken; so no two blocks
// that are in use overlap. `dealloc` gets blocks from `alloc` with the same layout, thus finds the same power.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let power = Heap::power(layout);
        let (Some(free), true) = (self.free.get(power), layout.align() <= SMALLEST) else {
            return null_mut();
        };
        let block = free.get();
        if !block.is_null() {
            // SAFETY: a block in a list is not in use and begins with the link that `dealloc` wrote.
            free.set(unsafe { block.cast::<*mut u8>().read() });
            return block;
        }
        let size = 1 << power;
        if self.left.get() < size {
            // Twice as much each time, so that a long search does not ask for page after page.
            let wanted = size.max(LEAST).max(self.grown.get().saturating_mul(2));
            let mut got = wanted;
            let mut memory = (self.grow)(got);
            if memory.is_null() {
                got = size;
                memory = (self.grow)(got);
            }
            if memory.is_null() {
                return null_mut();
            }
            self.grown.set(got);
            self.rest.set(memory);
            self.left.set(got);
        }
        let block = self.rest.get();
        self.rest.set(block.wrapping_add(size));
        self.left.set(self.left.get() - size);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(free) = self.free.get(Heap::power(layout)) {
            // SAFETY: the block is the caller's to give back, at least `SMALLEST` bytes long and aligned to that, which a link fits.
            unsafe { block.cast::<*mut u8>().write(free.get()) };
            free.set(block);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Ok(wanted) = Layout::from_size_align(size, layout.align()) else {
            return null_mut();
        };
        if Heap::power(wanted) == Heap::power(layout) {
            return block;
        }
        // SAFETY: both blocks are at least as long as what is copied, and apart, since both are in use.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// New memory of the page's.
#[cfg(target_family = "wasm")]
pub fn grow(bytes: usize) -> *mut u8 {
    const PAGE: usize = 65_536;
    match core::arch::wasm32::memory_grow(0, bytes.div_ceil(PAGE)) {
        usize::MAX => null_mut(),
        pages => (pages * PAGE) as *mut u8,
    }
}

#[cfg(test)]
mod tests {
    use super::Heap;
    use std::alloc::{GlobalAlloc, Layout, System};

    fn grow(bytes: usize) -> *mut u8 {
        // SAFETY: the size is not 0. What a test takes is given back when it ends.
        unsafe { System.alloc(Layout::from_size_align(bytes, 16).unwrap()) }
    }

    /// Blocks of all sizes are taken, made longer and shorter, and given back in no order; each keeps what was written to it.
    #[test]
    fn blocks_do_not_overlap() {
        let heap = Heap::new(grow);
        let mut blocks: Vec<(*mut u8, Layout, u8)> = Vec::new();
        let mut seed = 7u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        for round in 0..20_000 {
            let mark = round as u8;
            let size = match random(20) {
                0 => random(300_000),
                _ => random(300),
            } + 1;
            let align = 1 << random(5);
            let choice = if blocks.len() > 400 {
                1 + random(2)
            } else {
                random(3)
            };
            // SAFETY: blocks are used as the trait says: with their own layout, and not after they were given back.
            unsafe {
                match choice {
                    0 => {
                        let layout = Layout::from_size_align(size, align).unwrap();
                        let block = heap.alloc(layout);
                        assert_eq!(block as usize % align, 0);
                        block.write_bytes(mark, size);
                        blocks.push((block, layout, mark));
                    }
                    1 if !blocks.is_empty() => {
                        let (block, layout, mark) = blocks.swap_remove(random(blocks.len()));
                        let bytes = std::slice::from_raw_parts(block, layout.size());
                        assert!(bytes.iter().all(|b| *b == mark));
                        heap.dealloc(block, layout);
                    }
                    2 if !blocks.is_empty() => {
                        let at = random(blocks.len());
                        let (block, layout, mark) = blocks[at];
                        let moved = heap.realloc(block, layout, size);
                        let kept = size.min(layout.size());
                        let bytes = std::slice::from_raw_parts(moved, kept);
                        assert!(bytes.iter().all(|b| *b == mark));
                        moved.write_bytes(mark, size);
                        let layout = Layout::from_size_align(size, layout.align()).unwrap();
                        blocks[at] = (moved, layout, mark);
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn no_memory_is_said() {
        let heap = Heap::new(|_| std::ptr::null_mut());
        let layout = Layout::from_size_align(100, 8).unwrap();
        // SAFETY: the size is not 0.
        assert!(unsafe { heap.alloc(layout) }.is_null());
    }
}
