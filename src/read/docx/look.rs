//! How a run of text looks, as far as that tells what it says: hidden, struck, raised, its colour on its ground, its font.
//! Source: ECMA-376 Part 1, 17.3.2 and 17.7.3 (toggle properties).

use crate::read::exclusion::Reason;
use crate::read::office::Tag;
use crate::read::raised::Height;

/// A colour by its red, green and blue.
pub(super) type Rgb = [u8; 3];

/// The colour of paper.
pub(super) const WHITE: Rgb = [255; 3];
/// Colours nearer than this in each of red, green and blue look the same.
const SAME: u8 = 8;
/// Text of so many half-points cannot be read by an eye.
const INVISIBLE_SIZE: u32 = 4;
/// So narrow in hundredths, neither.
const INVISIBLE_SCALE: u32 = 5;
/// Half-points of a text that says nothing of its size.
const USUAL_SIZE: u32 = 21;

/// What is behind a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// One colour.
    Plain(Rgb),
    /// A pattern, a picture, the fill of a shape: it may be any.
    Unknown,
}

/// The properties that one place gives a run: the run itself, a style, the document's defaults. `None` where it says nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) vanish: Option<bool>,
    spec_vanish: Option<bool>,
    strike: Option<bool>,
    double_strike: Option<bool>,
    height: Option<Height>,
    position: Option<i32>,
    size: Option<u32>,
    scale: Option<u32>,
    /// The colour; `Some(None)` for one that is chosen after the ground.
    color: Option<Option<Rgb>>,
    pub(super) ground: Option<Ground>,
    fonts: [Option<String>; 4],
    unfilled: Option<bool>,
    outlined: Option<bool>,
    /// The character style it names.
    pub(super) style: Option<String>,
    /// Which of Word 2010's effects the properties that follow belong to.
    effect: Effect,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Effect {
    #[default]
    None,
    Fill,
    Outline,
}

/// The look of a run with all that it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Why it is not read, where it is not.
    pub(super) reason: Option<Reason>,
    pub(super) height: Height,
    /// The fonts that may be used for a character: of Latin, other, East Asian and complex ones.
    pub(super) fonts: [Option<String>; 4],
}

impl Look {
    /// Takes a property of a run; others are passed over.
    pub(super) fn take(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "textFill" => self.effect = Effect::Fill,
            "textOutline" => self.effect = Effect::Outline,
            "noFill" if self.effect == Effect::Fill => self.unfilled = Some(true),
            "noFill" if self.effect == Effect::Outline => self.outlined = Some(false),
            "solidFill" if self.effect == Effect::Outline => self.outlined = Some(true),
            "srgbClr" if self.effect == Effect::Fill => {
                if let Some(color) = tag.attribute("val").as_deref().and_then(rgb) {
                    self.color = Some(Some(color));
                }
            }
            _ => self.take_plain(name, tag),
        }
    }

    fn take_plain(&mut self, name: &str, tag: &Tag<'_>) {
        let value = || tag.attribute("val");
        match name {
            "vanish" => self.vanish = Some(is_on(tag)),
            "specVanish" => self.spec_vanish = Some(is_on(tag)),
            "strike" => self.strike = Some(is_on(tag)),
            "dstrike" => self.double_strike = Some(is_on(tag)),
            "vertAlign" => {
                self.height = match value().as_deref() {
                    Some("superscript") => Some(Height::Raised),
                    Some("subscript") => Some(Height::Lowered),
                    _ => Some(Height::Baseline),
                }
            }
            "position" => self.position = value().and_then(|value| value.parse().ok()),
            "sz" => self.size = value().and_then(|value| value.parse().ok()),
            "w" => self.scale = value().and_then(|value| value.trim_end_matches('%').parse().ok()),
            "color" => self.color = value().map(|value| rgb(&value)),
            "shd" => self.ground = ground(tag).or(self.ground),
            "highlight" => {
                self.ground = match value().as_deref() {
                    Some("white") => Some(Ground::Plain(WHITE)),
                    Some("black") => Some(Ground::Plain([0; 3])),
                    None | Some("none") => self.ground,
                    Some(_) => Some(Ground::Unknown),
                }
            }
            "rFonts" => {
                for (font, script) in self.fonts.iter_mut().zip(["ascii", "hAnsi", "eastAsia", "cs"]) {
                    *font = tag.attribute(script).or(font.take());
                }
            }
            "rStyle" => self.style = value(),
            _ => {}
        }
    }

    /// An element of the run's properties ends.
    pub(super) fn leave(&mut self, name: &str) {
        if matches!(name, "textFill" | "textOutline") {
            self.effect = Effect::None;
        }
    }

    /// The properties of a style over those of the style that it is based on.
    pub(super) fn over(&self, base: &Look) -> Look {
        let mut fonts = self.fonts.clone();
        for (font, base) in fonts.iter_mut().zip(&base.fonts) {
            if font.is_none() {
                font.clone_from(base);
            }
        }
        Look {
            vanish: self.vanish.or(base.vanish),
            spec_vanish: self.spec_vanish.or(base.spec_vanish),
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            height: self.height.or(base.height),
            position: self.position.or(base.position),
            size: self.size.or(base.size),
            scale: self.scale.or(base.scale),
            color: self.color.or(base.color),
            ground: self.ground.or(base.ground),
            fonts,
            unfilled: self.unfilled.or(base.unfilled),
            outlined: self.outlined.or(base.outlined),
            style: None,
            effect: Effect::None,
        }
    }

    /// Whether it is struck or hidden by a toggle property of these levels: set by the run itself, else by the defaults or by an odd
    /// number of the styles.
    fn toggled(&self, styles: &[&Look], defaults: &Look, property: fn(&Look) -> Option<bool>) -> bool {
        let odd = styles.iter().filter(|style| property(style) == Some(true)).count() % 2 == 1;
        property(self).unwrap_or(odd || property(defaults) == Some(true))
    }

    /// Whether it does not show by `vanish` or `specVanish`.
    pub(super) fn vanishes(&self, styles: &[&Look], defaults: &Look) -> bool {
        self.toggled(styles, defaults, |look| look.vanish) || self.toggled(styles, defaults, |look| look.spec_vanish)
    }

    /// The look of a run with these properties of its own, styles from the nearest to the farthest, defaults, and ground.
    pub(super) fn shown(&self, styles: &[&Look], defaults: &Look, ground: Ground) -> Shown {
        let mut all = self.clone();
        for style in styles {
            all = all.over(style);
        }
        let usual = styles.last().and_then(|style| style.size).or(defaults.size).unwrap_or(USUAL_SIZE);
        let all = all.over(defaults);
        let size = all.size.unwrap_or(usual);
        let ground = all.ground.unwrap_or(ground);
        let of_ground = |color: Rgb| match ground {
            Ground::Plain(ground) => ground.iter().zip(color).all(|(a, b)| a.abs_diff(b) < SAME),
            Ground::Unknown => false,
        };
        let hidden = self.vanishes(styles, defaults)
            || size <= INVISIBLE_SIZE
            || all.scale.is_some_and(|scale| scale <= INVISIBLE_SCALE)
            || (all.unfilled == Some(true) && all.outlined != Some(true))
            || (all.color.flatten().is_some_and(of_ground) && all.outlined != Some(true));
        let struck = self.toggled(styles, defaults, |look| look.strike) || all.double_strike == Some(true);
        let reason = if hidden {
            Some(Reason::Hidden)
        } else if struck {
            Some(Reason::Struck)
        } else {
            None
        };
        // A text set higher or lower by hand is a mark only where it is set smaller, too: forms centre text that way.
        let small = size * 3 <= usual * 2;
        let height = match (all.height.unwrap_or_default(), all.position.unwrap_or(0)) {
            (Height::Baseline, position) if position > 0 && small => Height::Raised,
            (Height::Baseline, position) if position < 0 && small => Height::Lowered,
            (height, _) => height,
        };
        Shown { reason, height, fonts: all.fonts }
    }
}

/// Whether a property that is on or off is on: by being there, unless it says otherwise.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !tag.attribute("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}

/// The ground that a shading makes; `None` where it makes none.
pub(super) fn ground(tag: &Tag<'_>) -> Option<Ground> {
    let fill = tag.attribute("fill").as_deref().and_then(rgb);
    let color = tag.attribute("color").as_deref().and_then(rgb);
    match tag.attribute("val").as_deref() {
        Some("nil") => None,
        None | Some("clear") => fill.map(Ground::Plain).or_else(|| tag.attribute("themeFill").map(|_| Ground::Unknown)),
        Some("solid") => Some(color.map_or(Ground::Unknown, Ground::Plain)),
        Some(_) => Some(Ground::Unknown),
    }
}

/// `FF0000`; `None` for `auto` and whatever is none.
pub(super) fn rgb(hex: &str) -> Option<Rgb> {
    let hex = hex.trim_start_matches('#');
    let value = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
    Some([(value >> 16) as u8, (value >> 8) as u8, value as u8])
}
