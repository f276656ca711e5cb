//! Which questions are one question: lines that nothing answered, put together by what they mean, so that a phrase can be
//! written for the one that is asked most. Without a table of meanings the characters decide. The
//! [`Engine`](super::Engine) knows nothing of this; who notices questions asks here.

use crate::{
    sorting::sort_by_key,
    text::{Bigrams, embedding::Meaning, is_courtesy, matter, normalize, sentences},
};

/// Likeness, in thousandths, from which two lines are one question: `cargo xtask eval questions` prints what others come
/// to. Above, questions that are asked most fall apart; below, a phrase that answers some would answer others wrong.
pub const MEANS_THE_SAME: i32 = 600;
/// The same in percent of characters, for lines whose meaning is not known.
pub const READS_THE_SAME: usize = 50;

/// A line as it is compared with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    meaning: Option<Meaning>,
    characters: Bigrams,
}

/// Lines that are one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The place of the line that stands for all: the nearest to the others.
    pub nearest: usize,
    /// The places of all of them, in their order.
    pub members: Vec<usize>,
}

/// What a turn asks, without greetings: how one greets says nothing about what is missing. Empty when it asks nothing.
#[must_use]
pub fn asked(turn: &str) -> String {
    let sentences = sentences(turn);
    let matters = sentences.iter().filter(|sentence| !is_courtesy(sentence)).map(|sentence| matter(sentence));
    matters.filter(|words| words.chars().any(char::is_alphanumeric)).collect::<Vec<_>>().join("，")
}

impl Question {
    /// A line with its meaning, if it is known.
    #[must_use]
    pub fn new(line: &str, meaning: Option<Meaning>) -> Self {
        Self { meaning, characters: Bigrams::of(&normalize(line)) }
    }

    /// How alike two are, as a share in thousandths of what makes them one: from 1000 on they are.
    fn nearness(&self, other: &Self, means_the_same: i32) -> i32 {
        let (likeness, limit) = match (&self.meaning, &other.meaning) {
            (Some(meaning), Some(other)) => (meaning.likeness(other), means_the_same),
            _ => (i32::try_from(self.characters.likeness(&other.characters)).unwrap_or(0), READS_THE_SAME as i32),
        };
        likeness * 1000 / limit.max(1)
    }
}

/// Puts together what is one question; what is asked most stands first, of equals what was asked first.
#[must_use]
pub fn clusters(questions: &[Question]) -> Vec<Cluster> {
    clusters_at(questions, MEANS_THE_SAME)
}

/// The same with another limit, for measuring. Each line joins the nearest of the lines that began a cluster, or begins
/// one: no chain of neighbours leads from one question to another.
#[must_use]
pub fn clusters_at(questions: &[Question], means_the_same: i32) -> Vec<Cluster> {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let between =
        |a: usize, b: usize| questions.get(a).zip(questions.get(b)).map_or(0, |(a, b)| a.nearness(b, means_the_same));
    for at in 0..questions.len() {
        let nearness = |members: &[usize]| members.first().map_or(0, |leader| between(*leader, at));
        let best = (0..).zip(&clusters).map(|(place, members)| (nearness(members), std::cmp::Reverse(place))).max();
        let joined = best.filter(|(nearness, _)| *nearness >= 1000);
        match joined.and_then(|(_, std::cmp::Reverse(place))| clusters.get_mut::<usize>(place)) {
            Some(members) => members.push(at),
            None => clusters.push(vec![at]),
        }
    }
    let nearest = |members: &[usize]| {
        let sum = |at: usize| members.iter().map(|other| i64::from(between(at, *other))).sum::<i64>();
        members.iter().copied().max_by_key(|at| (sum(*at), std::cmp::Reverse(*at))).unwrap_or_default()
    };
    let mut clusters: Vec<Cluster> =
        clusters.into_iter().map(|members| Cluster { nearest: nearest(&members), members }).collect();
    sort_by_key(&mut clusters, |cluster| {
        (std::cmp::Reverse(cluster.members.len()), cluster.members.first().copied().unwrap_or_default())
    });
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::embedding::Table;

    fn questions(lines: &[&str], table: Option<&Table>) -> Vec<Question> {
        lines.iter().map(|line| Question::new(line, table.and_then(|table| table.meaning(line)))).collect()
    }

    fn members(clusters: &[Cluster]) -> Vec<&[usize]> {
        clusters.iter().map(|cluster| cluster.members.as_slice()).collect()
    }

    #[test]
    fn what_means_the_same_is_one_question_and_what_is_asked_most_stands_first() {
        let table = Table::read(&std::fs::read("www/meanings.bin").unwrap()).unwrap();
        let lines = ["可以开发票吗", "什么时候发货", "能开票吗", "多久能发货", "几时发货呀", "掉色吗"];
        let found = clusters(&questions(&lines, Some(&table)));
        assert_eq!(members(&found), [&[1, 3, 4][..], &[0, 2], &[5]]);
        assert!(found.iter().all(|cluster| cluster.members.contains(&cluster.nearest)));
        assert_eq!(found, clusters(&questions(&lines, Some(&table))), "the same lines give the same clusters");
    }

    #[test]
    fn without_a_table_the_characters_decide() {
        let lines = ["可以开发票吗", "掉色吗", "可以开发票吗？", "洗了会掉色吗", "能放进洗碗机洗吗"];
        assert_eq!(members(&clusters(&questions(&lines, None))), [&[0, 2][..], &[1, 3], &[4]]);
        assert_eq!(clusters(&[]), []);
    }

    #[test]
    fn the_nearest_to_the_others_stands_for_all() {
        let lines = ["洗了掉色吗会不会", "洗了掉色吗", "洗了掉色吗亲"];
        assert_eq!(clusters(&questions(&lines, None))[0].nearest, 1);
    }

    #[test]
    fn what_is_asked_stands_without_greetings() {
        assert_eq!(asked("你好\n在吗？请问这个掉色吗\n急"), "这个掉色吗，急");
        assert_eq!((asked("在吗"), asked("？？"), asked("")), (String::new(), String::new(), String::new()));
    }
}
