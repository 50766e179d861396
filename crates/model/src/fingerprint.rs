//! A stable hash.

/// The 64-bit FNV-1a hash of the bytes. It is the same on all machines and in all versions, so it may be stored.
pub fn fingerprint(bytes: impl IntoIterator<Item = u8>) -> i64 {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_matches_the_published_test_vectors() {
        assert_eq!(fingerprint([]).cast_unsigned(), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(*b"foobar").cast_unsigned(), 0x8594_4171_f739_67e8);
    }
}
