//! Transfer encodings, read leniently: whatever decodes is kept, what does not is skipped or kept as it is.

/// Decodes base64, skipping what is not of its alphabet and stopping at padding that is not followed by more.
pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut group, mut count) = (0u32, 0u8);
    for &byte in bytes {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Padding ends a group; some programs concatenate padded pieces.
                flush(&mut out, group, count);
                (group, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        group = group << 6 | u32::from(six);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&group.to_be_bytes()[1..]);
            (group, count) = (0, 0);
        }
    }
    flush(&mut out, group, count);
    out
}

fn flush(out: &mut Vec<u8>, group: u32, count: u8) {
    match count {
        2 => out.push((group >> 4) as u8),
        3 => out.extend_from_slice(&[(group >> 10) as u8, (group >> 2) as u8]),
        _ => {}
    }
}

/// Decodes quoted-printable (RFC 2045 section 6.7); a broken escape is kept as it is.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] != b'=' {
            out.push(bytes[i]);
            i += 1;
            continue;
        }
        if let (Some(high), Some(low)) = (hex(bytes.get(i + 1)), hex(bytes.get(i + 2))) {
            out.push(high << 4 | low);
            i += 3;
            continue;
        }
        // A soft line break, perhaps with white space before its end.
        let end = i + 1 + bytes[i + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        match bytes.get(end) {
            Some(b'\n') => i = end + 1,
            None => break,
            Some(_) => {
                out.push(b'=');
                i += 1;
            }
        }
    }
    out
}

/// Decodes the Q encoding of headers (RFC 2047 section 4.2).
pub(super) fn q(bytes: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = bytes.iter().map(|&b| if b == b'_' { b' ' } else { b }).collect();
    quoted_printable(&spaced)
}

fn hex(byte: Option<&u8>) -> Option<u8> {
    match byte? {
        b @ b'0'..=b'9' => Some(b - b'0'),
        b @ b'A'..=b'F' => Some(b - b'A' + 10),
        b @ b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use proptest::prelude::*;

    #[test]
    fn quoted_printable_survives_broken_escapes() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=ZZ=3d=  \n."), b"a=bc=ZZ=.");
        assert_eq!(quoted_printable(b"end="), b"end");
        assert_eq!(q(b"a_b=5F"), b"a b_");
    }

    #[test]
    fn base64_skips_rubbish() {
        assert_eq!(base64(b"aGVs\r\n!bG8="), b"hello");
        assert_eq!(base64(b"aGVsbG8"), b"hello");
        assert_eq!(base64(b"aA==aQ=="), b"hi");
    }

    proptest! {
        #[test]
        fn base64_reads_what_others_write(bytes: Vec<u8>) {
            prop_assert_eq!(base64(::base64::engine::general_purpose::STANDARD.encode(&bytes).as_bytes()), bytes);
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>) {
            base64(&bytes);
            quoted_printable(&bytes);
        }
    }
}
