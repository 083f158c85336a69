//! Checksums of the files that a run finds again: they tell damage, not forgery.

use twox_hash::XxHash3_128;

/// XXH3 of 128 bits, as 32 digits of lower-case hexadecimal.
pub fn checksum(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn checksums_are_those_of_the_reference() {
        // From the sanity tests of xxHash 0.8: empty input, seed 0.
        assert_eq!(checksum(b""), "99aa06d3014798d86001c324468d497f");
        assert_ne!(checksum(b"a"), checksum(b"b"));
    }
}
