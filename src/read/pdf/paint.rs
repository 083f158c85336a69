//! What a paint leaves on the page: its colour, and whether it hides what lies below.

use hayro_interpret::{BlendMode, DrawProps, Paint};

/// Paint lighter than this in every channel is white; less opaque than `MIN_ALPHA`, it does not show at all.
const WHITE: u8 = 0xf7;
const MIN_ALPHA: u8 = 0x08;
/// Paint at least so opaque hides what lies below.
const OPAQUE: u8 = 0xf8;
/// Colours that differ by no more than this in any channel cannot be told apart.
const ALIKE: u8 = 8;
/// A colour whose channels differ by at least this is no grey.
const VIVID: u8 = 0x50;

/// A colour without its opacity.
pub(super) type Rgb = [u8; 3];

/// What a paint leaves on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nothing: it is transparent.
    None,
    /// White, which shows on colour only.
    White,
    /// Something that shows on white paper.
    Colour,
}

/// A paint as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tint {
    /// What it leaves.
    pub(super) ink: Ink,
    /// Its colour; `None` for patterns.
    pub(super) rgb: Option<Rgb>,
    /// Whether nothing shines through it.
    pub(super) opaque: bool,
}

impl Tint {
    pub(super) fn of(props: &DrawProps<'_>) -> Tint {
        let plain = props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal);
        match &props.paint {
            Paint::Color(color) => {
                let [r, g, b, alpha] = color.to_rgba().to_rgba8();
                let ink = match [r, g, b] {
                    _ if alpha < MIN_ALPHA => Ink::None,
                    rgb if rgb.iter().all(|channel| *channel >= WHITE) => Ink::White,
                    _ => Ink::Colour,
                };
                Tint { ink, rgb: Some([r, g, b]), opaque: plain && alpha >= OPAQUE }
            }
            Paint::Pattern(_) => Tint::COLOURED,
        }
    }

    /// A pattern, or a picture.
    pub(super) const COLOURED: Tint = Tint { ink: Ink::Colour, rgb: None, opaque: false };
    /// White paper.
    pub(super) const PAPER: Tint = Tint { ink: Ink::White, rgb: Some([0xff; 3]), opaque: true };

    /// Whether it is neither black nor white nor grey.
    pub(super) fn is_vivid(&self) -> bool {
        self.rgb.is_some_and(is_vivid)
    }

    /// Whether text of this paint cannot be seen on another.
    pub(super) fn is_lost_on(&self, ground: &Tint) -> bool {
        match (self.rgb, ground.rgb) {
            (Some(_), Some(_)) if self.ink == Ink::White && ground.ink == Ink::White => true,
            (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= ALIKE),
            _ => false,
        }
    }
}

/// Whether a colour is neither black nor white nor grey.
pub(super) fn is_vivid(rgb: Rgb) -> bool {
    let (most, least) = (rgb.iter().max(), rgb.iter().min());
    most.zip(least).is_some_and(|(most, least)| most - least >= VIVID)
}

/// Whether two colours are of one stamp.
pub(super) fn are_alike(a: Rgb, b: Rgb) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 4 * ALIKE)
}
