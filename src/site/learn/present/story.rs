//! The story of a case, as large as there is room.

use super::presented::Presented;
use leptos::prelude::*;

/// The story alone, to be read from the back row.
#[component]
pub fn Story(shown: Presented, at: usize) -> impl IntoView {
    let text = shown
        .of_case(at, |case| case.text.clone())
        .unwrap_or_default();
    let per = per_screen(text.chars().count(), 0.88);
    view! {
        <p class="present-story" style:--per=per>
            {text}
        </p>
    }
}

/// The story again, folded, for those who want to look something up.
#[component]
pub fn Again(shown: Presented, at: usize) -> impl IntoView {
    let text = shown
        .of_case(at, |case| case.text.clone())
        .unwrap_or_default();
    view! {
        <details class="present-again">
            <summary>"The story again"</summary>
            <p>{text}</p>
        </details>
    }
}

/// The size of letters at which so many fill a part of the screen, as a share of half its width and height together. A letter is half as
/// wide as its size, a line one and a half times as high.
pub fn per_screen(letters: usize, part: f64) -> String {
    let letters = f64::from(u32::try_from(letters).unwrap_or(u32::MAX)).max(40.0);
    let size = part * (1.0 / (0.5 * 1.5 * letters)).sqrt() * 0.72;
    format!("{size:.4}")
}

#[cfg(test)]
mod tests {
    use super::per_screen;

    #[test]
    fn letters_fill_the_screen() {
        let check = |letters: usize, width: f64, height: f64| {
            let per: f64 = per_screen(letters, 0.88).parse().unwrap();
            let size = per * (width + height) / 2.0;
            let area = letters as f64 * (0.5 * size) * (1.5 * size);
            // Beside margins and the bar there is room for about 60 % of the screen.
            let share = area / (width * height);
            assert!(
                (0.3..0.6).contains(&share),
                "{letters} letters of {size} px take {share}"
            );
        };
        for letters in [200, 350, 500, 900] {
            check(letters, 1280.0, 720.0);
            check(letters, 1920.0, 1080.0);
            check(letters, 390.0, 844.0);
        }
        assert_eq!(per_screen(0, 0.88), per_screen(40, 0.88));
    }
}
