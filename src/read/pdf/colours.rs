//! Colour spaces by ICC profile (ISO 32000-1, 8.6.5.5) give way to device spaces of as many components.
//!
//! All that is asked of a colour here is whether it is white ([`super::fills`]), and white is the same in both; to build a
//! profile's transform takes longer than to read a page.

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::time::Instant;

/// A page with more colour spaces keeps them: pages have a few.
const MOST: usize = 32;

/// The colour spaces of each page as device spaces, as a dictionary in PDF's syntax; `None` where none has a profile, one is of
/// another kind, or the deadline has passed.
pub(super) fn of(pages: &[Page<'_>], deadline: Instant) -> Vec<Option<String>> {
    let device_spaces = |page| if Instant::now() <= deadline { device_spaces(page) } else { None };
    pages.iter().map(device_spaces).collect()
}

fn device_spaces(page: &Page<'_>) -> Option<String> {
    let spaces = &page.resources().color_spaces;
    if spaces.len() > MOST {
        return None;
    }
    let mut dictionary = String::new();
    let mut profiles = 0;
    for name in spaces.keys() {
        let device = match spaces.get::<Object<'_>>(&name)? {
            Object::Name(device) => is_plain(&device).then(|| device.as_str().to_owned())?,
            Object::Array(space) => {
                profiles += 1;
                by_profile(&space)?.to_owned()
            }
            _ => return None,
        };
        is_plain(&name).then(|| dictionary.push_str(&format!("/{} /{device} ", name.as_str())))?;
    }
    (profiles > 0).then(|| format!("<<{dictionary}>>"))
}

/// The resources of a page with other colour spaces, if there are any.
pub(super) fn replaced<'a>(resources: &Resources<'a>, spaces: Option<&'a str>) -> Resources<'a> {
    let mut resources = resources.clone();
    if let Some(spaces) = spaces.and_then(|spaces| Dict::from_bytes(spaces.as_bytes())) {
        resources.color_spaces = spaces;
    }
    resources
}

fn by_profile(space: &Array<'_>) -> Option<&'static str> {
    let mut parts = space.iter::<Object<'_>>();
    let (Some(Object::Name(kind)), Some(Object::Stream(profile))) = (parts.next(), parts.next()) else { return None };
    (*kind == *b"ICCBased").then_some(())?;
    components(&profile)
}

fn components(profile: &Stream<'_>) -> Option<&'static str> {
    match profile.dict().get::<u8>(keys::N)? {
        1 => Some("DeviceGray"),
        3 => Some("DeviceRGB"),
        4 => Some("DeviceCMYK"),
        _ => None,
    }
}

/// Whether a name can be written as it is.
fn is_plain(name: &Name<'_>) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+".contains(byte))
}
