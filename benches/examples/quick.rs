//! q
#![allow(clippy::unwrap_used, missing_docs)]
use qinyu::library::search::*;
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let n: usize = a[1].parse().unwrap();
    let texts: Vec<String> = if a.len() > 2 {
        let v: Vec<String> = serde_json::from_str(&std::fs::read_to_string(&a[2]).unwrap()).unwrap();
        let mut d = benches::library::Draw(7);
        let mut o = v.clone();
        while o.len() < n {
            let x = &v[d.below(v.len())];
            let y = &v[d.below(v.len())];
            let cx: Vec<&str> = x.split_inclusive(['，', ',', '。', '？', '！', '\n']).collect();
            let cy: Vec<&str> = y.split_inclusive(['，', ',', '。', '？', '！', '\n']).collect();
            o.push(format!("{}{}", cx[..1 + d.below(cx.len())].concat(), cy[d.below(cy.len())..].concat()));
        }
        o.truncate(n);
        o
    } else {
        serde_json::from_str(&benches::search::search_texts(n as u32)).unwrap()
    };
    println!(
        "{} phrases, {} chars avg",
        texts.len(),
        texts.iter().map(|t| t.chars().count()).sum::<usize>() / texts.len()
    );
    let ph = benches::search::bodies(texts.clone());
    let t = Instant::now();
    let ix = SearchIndex::new(&ph);
    println!("build {:?}", t.elapsed());
    let t = Instant::now();
    let ix2 = SearchIndex::new(&ph);
    println!("build {:?}", t.elapsed());
    drop(ix2);
    let opt = SearchOptions::default();
    let mut d = benches::library::Draw(99);
    let mut kinds: Vec<(&str, Vec<(String, u128, usize)>)> =
        vec![("zh", vec![]), ("py", vec![]), ("ini", vec![]), ("mix", vec![])];
    let py = |c: char| {
        qinyu::text::pinyin::readings(qinyu::text::pinyin::simplified(c))
            .next()
            .map(|i| qinyu::text::pinyin::syllables()[i])
    };
    for _ in 0..400 {
        let t = &texts[d.below(texts.len())];
        let han: Vec<char> = t.chars().collect();
        let len = 2 + d.below(4);
        if han.len() < len {
            continue;
        }
        let at = d.below(han.len() - len + 1);
        let s = &han[at..at + len];
        if !s.iter().all(|c| py(*c).is_some()) {
            continue;
        }
        let q0: String = s.iter().collect();
        let q1: String = s.iter().map(|c| py(*c).unwrap()).collect();
        let q2: String = s.iter().map(|c| &py(*c).unwrap()[..1]).collect();
        let q3: String = format!("{}{}", s[0], s[1..].iter().map(|c| py(*c).unwrap()).collect::<String>());
        for (k, q) in [q0, q1, q2, q3].iter().enumerate() {
            let cs: Vec<char> = q.chars().collect();
            for l in 1..=cs.len() {
                let p: String = cs[..l].iter().collect();
                let t = Instant::now();
                let h = ix.find(&p, &opt);
                kinds[k].1.push((p, t.elapsed().as_nanos() / 1000, h.len()));
            }
        }
    }
    for (k, v) in &mut kinds {
        v.sort_by_key(|x| x.1);
        let n = v.len();
        println!(
            "{k}: n {n} p50 {} p95 {} p99 {} max {:?} unanswered {}",
            v[n / 2].1,
            v[n * 95 / 100].1,
            v[n * 99 / 100].1,
            &v[n - 3..],
            v.iter().filter(|x| x.2 == 0).count()
        );
        for x in v.iter().filter(|x| x.2 == 0).take(3) {
            println!("   none: {}", x.0);
        }
        println!(
            "    slow {:?}",
            v[n * 96 / 100..].iter().step_by(1 + n / 200).map(|x| (&x.0, x.1, x.2)).collect::<Vec<_>>()
        );
    }
}
