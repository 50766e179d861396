use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

use super::*;
use crate::list::List;

const UN: &str = r#"<CONSOLIDATED_LIST dateGenerated="2024-01-27T00:00:06.135Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>ALI</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME><UN_LIST_TYPE>Libya</UN_LIST_TYPE><REFERENCE_NUMBER>LYi.901</REFERENCE_NUMBER>
<LISTED_ON>2020-01-02</LISTED_ON></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"#;

/// A directory that is removed at the end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sanad-lists-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A zip file with these files, compressed.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut table) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        let packed = encoder.finish().unwrap();
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        let header = u32::try_from(bytes.len()).unwrap();
        let mut numbers = Vec::new();
        numbers.extend([20_u16, 0, 8, 0, 0].iter().flat_map(|number| number.to_le_bytes()));
        let sizes = [sum.sum(), u32::try_from(packed.len()).unwrap(), u32::try_from(text.len()).unwrap()];
        numbers.extend(sizes.iter().flat_map(|number| number.to_le_bytes()));
        numbers.extend([u16::try_from(name.len()).unwrap(), 0].iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&numbers);
        bytes.extend(name.as_bytes());
        bytes.extend(&packed);
        table.extend(b"PK\x01\x02\x14\0");
        table.extend(&numbers);
        table.extend([0; 10]);
        table.extend(header.to_le_bytes());
        table.extend(name.as_bytes());
    }
    let (count, offset) = (u16::try_from(files.len()).unwrap(), u32::try_from(bytes.len()).unwrap());
    let size = u32::try_from(table.len()).unwrap();
    bytes.extend(table);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

use flate2::Crc;

fn keys(source: &Source) -> Vec<String> {
    source.open(None).unwrap().map(|item| item.unwrap().entry.key.to_string()).collect()
}

#[test]
fn compressed_files_zip_files_and_directories_are_read() {
    let directory = Directory::new("kinds");
    let plain = directory.write("b/plain.xml", UN.as_bytes());
    directory.write("a/packed.data", &gzipped(UN));
    let zip =
        directory.write("c/two.zip", &zipped(&[("x/one.xml", UN), ("x/two.xml.gz", UN), (".hidden", "x"), ("x/", "")]));
    directory.write("b/.hidden", b"no list");
    assert_eq!(keys(&sources(&plain).unwrap()[0]), ["un-lyi.901"]);
    assert_eq!(sources(&zip).unwrap().len(), 2);
    let all = sources(&directory.0).unwrap();
    assert_eq!(all.len(), 4);
    for source in &all {
        assert_eq!(keys(source), ["un-lyi.901"], "{}", source.name());
    }
}

#[test]
fn damaged_files_are_errors() {
    let directory = Directory::new("damaged");
    let mut bytes = gzipped(UN);
    bytes.truncate(bytes.len() - 6);
    let path = directory.write("short.gz", &bytes);
    // So short a file is read to its end when it is recognised.
    assert!(sources(&path).unwrap_err().to_string().contains("end of file"));
    let mut bytes = zipped(&[("one.xml", UN)]);
    // The check sum in the table.
    let table = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[table + 16] ^= 0x55;
    let path = directory.write("sum.zip", &bytes);
    let error = sources(&path).unwrap_err().to_string();
    assert!(error.contains("does not agree with its check sum"), "{error}");
    let path = directory.write("cut.zip", &zipped(&[("one.xml", UN)])[..60]);
    assert!(sources(&path).unwrap_err().to_string().contains("the zip file is damaged: it has no end"));
    let empty = directory.0.join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(sources(&empty).unwrap_err().to_string().contains("a directory without files"));
    assert!(sources(&directory.0.join("missing")).unwrap_err().to_string().contains("cannot read it"));
    assert!(sources(Path::new("/dev/null")).unwrap_err().to_string().contains("neither a file nor a directory"));
}

#[test]
fn csv_files_are_put_together_and_dated_by_their_names() {
    let directory = Directory::new("csv");
    let null = "-0- ,";
    let entries = format!(
        "7,\"EXAMPLE, Ali\",\"individual\",\"SDGT] [IFSR\",{}\"DOB 1951; a.k.a. 'AL\"\r\n\u{1a}",
        null.repeat(7)
    );
    let path = directory.write("2026-09-09/sdn.csv", entries.as_bytes());
    directory.write("2026-09-09/alt.csv", b"7,1,\"fka\",\"SAMPLE, Ali\",-0- \r\n\x1a");
    directory.write("2026-09-09/add.csv", b"7,1,-0- ,\"Tarhuna\",\"Libya\",-0- \r\n");
    directory.write("2026-09-09/sdn_comments.csv", b"7,\"I BABA'.\"\r\n");
    let found = sources(&path).unwrap();
    assert_eq!(found.len(), 1);
    let edition = found[0].open(None).unwrap();
    assert_eq!((edition.head().list, edition.head().date.to_string()), (List::OfacSdn, "2026-09-09".to_owned()));
    assert!(edition.head().is_dated_by_name);
    let entry = edition.map(|item| item.unwrap().entry).next().unwrap();
    let names: Vec<&str> = entry.names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["Ali EXAMPLE", "Ali SAMPLE", "ALI BABA"]);
    assert_eq!(entry.programmes, ["SDGT", "IFSR"]);
    assert_eq!(entry.births[0].printed, "1951");
    assert_eq!(entry.addresses[0].country.as_ref().unwrap().as_str(), "LY");
    let undated = directory.write("undated/sdn.csv", entries.as_bytes());
    let error = sources(&undated).unwrap()[0].open(None).unwrap_err().to_string();
    assert!(error.contains("OFAC's CSV has none"), "{error}");
    let alone = directory.write("2026-09-10/alt.csv", b"7,1,\"fka\",\"SAMPLE, Ali\",-0- \r\n");
    assert!(sources(&alone).unwrap_err().to_string().contains("without the one of entries"));
}

#[test]
fn editions_are_taken_by_their_own_date() {
    let directory = Directory::new("order");
    directory.write("1.xml", UN.as_bytes());
    directory.write("2.xml", UN.replace("2024-01-27T00", "2024-01-13T00").as_bytes());
    directory.write("3.xml", UN.replace("2024-01-27T00", "2024-01-27T09").as_bytes());
    let dates: Vec<String> =
        in_order(sources(&directory.0).unwrap(), None).unwrap().into_iter().map(|(head, _)| head.printed).collect();
    assert_eq!(dates, ["2024-01-13T00:00:06.135Z", "2024-01-27T00:00:06.135Z", "2024-01-27T09:00:06.135Z"]);
}

#[test]
fn names_have_dates() {
    assert_eq!(date_in("a/2024-01-27/sdn.csv").unwrap().to_string(), "2024-01-27");
    assert_eq!(date_in("2020-01-01/sdn_20240127.csv").unwrap().to_string(), "2024-01-27");
    assert_eq!(date_in("a/sdn-2024.csv"), None);
    assert_eq!(date_in("2024-13-27.csv"), None);
}

#[test]
fn input_from_elsewhere_is_read_too() {
    let input = decompressed(Box::new(Cursor::new(gzipped(UN)))).unwrap();
    assert_eq!(read("https://example.org/list.xml", input).unwrap().count(), 1);
}
