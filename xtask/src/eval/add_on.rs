//! `eval add-on`: one item of a basket is given, the others are to be proposed. Learnt from one stretch of time, measured
//! on a later one.

use super::{Draw, Options, text};
use crate::tools::Outcome;
use qinyu::{
    cross_sell::{Earlier, Groups, Partners, Repeats, mine, repeats::earlier},
    shop::{Line, Orders},
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Times an item must have been sold in the training weeks.
const SOLD: u32 = 5;
/// The items most sold, which the tail leaves out.
const HEAD: usize = 100;
/// The part of the weeks that is for training when no other file is given to measure on.
const TRAINING: (u32, u32) = (4, 5);

pub(super) fn task(options: &Options) -> Outcome {
    let mut items = Items::read(&text(options.path("products")?)?)?;
    let train = read(&text(options.path("train")?)?, &mut items)?;
    let (train, test) = match options.path("data") {
        Ok(data) if data != options.path("train")? => (train, read(&text(data)?, &mut items)?),
        _ => split(train),
    };
    let last = train.iter().map(|basket| basket.week).max().unwrap_or(0);
    let mut orders = Orders::default();
    for basket in &train {
        let mut lines = basket.items.iter().map(|item| Line { item: *item, quantity: 1 }).collect();
        orders.push(basket.week as i32 * 7, basket.household, &mut lines);
    }
    let before = std::time::Instant::now();
    let partners = mine(&orders, items.groups(), last as i32 * 7);
    eprintln!("{} baskets mined in {:.2} s", orders.len(), before.elapsed().as_secs_f64());
    let cases = Cases::draw(&test, &partners, options)?;
    let counts = Counts::new(&train, items.kinds.len());
    println!("{:<10} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}", "", "all@2", "@10", "other@2", "@10", "tail@2", "@10");
    let ours = cases.rate(&partners, |case, may| {
        partners.propose(&case.given, 10, may).iter().map(|partner| partner.item).collect()
    });
    ours.print("ours");
    let baseline = cases.rate(&partners, |case, may| counts.most(&case.given, may));
    baseline.print("co-count");
    let repeats = Repeats::count(&orders, items.kinds.len());
    let history = History::new(train.iter().chain(&test));
    let with_history = cases.rate(&partners, |case, may| {
        let again: Vec<(u32, u32)> =
            history.before(case).into_iter().map(|earlier| (earlier.item, repeats.again(earlier))).collect();
        partners.propose_to(&again, &case.given, 10, may).iter().map(|partner| partner.item).collect()
    });
    with_history.print("  +history");
    let mut line = ours.json();
    line["baseline"] = baseline.json();
    line["history"] = with_history.json();
    println!("{line}");
    Ok(())
}

/// Orders as the numbers that [`benches` reads](../../../benches/src/mine.rs): four bytes each, the lowest first.
pub(crate) fn orders_as_numbers(orders: &str, products: &str) -> Outcome<Vec<u8>> {
    let mut items = Items::read(&text(products)?)?;
    let baskets = read(&text(orders)?, &mut items)?;
    let Groups { kind, category } = items.groups();
    let mut numbers = vec![kind.len() as u32];
    numbers.extend(kind.into_iter().chain(category));
    for basket in baskets {
        numbers.extend([basket.week * 7, basket.items.len() as u32]);
        numbers.extend(basket.items);
    }
    Ok(numbers.into_iter().flat_map(u32::to_le_bytes).collect())
}

/// Products by the number that they are given here.
struct Items {
    numbers: HashMap<String, u32>,
    kinds: Vec<u32>,
    categories: Vec<u32>,
    /// What the products file says, by id.
    known: HashMap<String, (u32, u32)>,
}

impl Items {
    fn read(csv: &str) -> Result<Self, String> {
        let mut rows = Rows::read(csv)?;
        let [id, kind, category] = rows.columns(["product_id", "product_type", "product_category"])?;
        let (mut kinds, mut categories, mut known) = (Names::default(), Names::default(), HashMap::new());
        while let Some(row) = rows.next() {
            known.insert(row[id].clone(), (kinds.number(&row[kind]), categories.number(&row[category])));
        }
        Ok(Self { numbers: HashMap::new(), kinds: Vec::new(), categories: Vec::new(), known })
    }

    fn number(&mut self, id: &str) -> u32 {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let (kind, category) = self.known.get(id).copied().unwrap_or((0, 0));
        self.kinds.push(kind);
        self.categories.push(category);
        let number = self.kinds.len() as u32 - 1;
        self.numbers.insert(id.to_owned(), number);
        number
    }

    fn groups(&self) -> Groups {
        Groups { kind: self.kinds.clone(), category: self.categories.clone() }
    }
}

#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

/// One purchase.
struct Basket {
    week: u32,
    household: u32,
    items: Vec<u32>,
}

fn read(csv: &str, items: &mut Items) -> Result<Vec<Basket>, String> {
    let mut rows = Rows::read(csv)?;
    let [basket, product, week, household] = rows.columns(["basket_id", "product_id", "week", "household_id"])?;
    let (mut places, mut baskets) = (HashMap::new(), Vec::new());
    while let Some(row) = rows.next() {
        let place = *places.entry(row[basket].clone()).or_insert_with(|| {
            let number = |column: usize| row[column].parse().unwrap_or(0);
            baskets.push(Basket { week: number(week), household: number(household), items: Vec::new() });
            baskets.len() - 1
        });
        baskets[place].items.push(items.number(&row[product]));
    }
    for Basket { items, .. } in &mut baskets {
        items.sort_unstable();
        items.dedup();
    }
    Ok(baskets)
}

fn split(baskets: Vec<Basket>) -> (Vec<Basket>, Vec<Basket>) {
    let last = baskets.iter().map(|basket| basket.week).max().unwrap_or(0) * TRAINING.0 / TRAINING.1;
    baskets.into_iter().partition(|basket| basket.week <= last)
}

/// A basket with the items that are given of it, and the others.
struct Case {
    given: Vec<u32>,
    rest: HashSet<u32>,
    household: u32,
    week: u32,
}

/// By household, its baskets by week.
struct History<'a>(HashMap<u32, Vec<&'a Basket>>);

impl<'a> History<'a> {
    fn new(baskets: impl Iterator<Item = &'a Basket>) -> Self {
        let mut history: HashMap<u32, Vec<&Basket>> = HashMap::new();
        baskets.for_each(|basket| history.entry(basket.household).or_default().push(basket));
        history.values_mut().for_each(|baskets| baskets.sort_by_key(|basket| basket.week));
        Self(history)
    }

    /// What the household bought in the weeks before a case.
    fn before(&self, case: &Case) -> Vec<Earlier> {
        let baskets = self.0.get(&case.household).map(Vec::as_slice).unwrap_or_default();
        let before = baskets.iter().take_while(|basket| basket.week < case.week);
        earlier(before.map(|basket| basket.items.iter().copied()))
    }
}

/// What is asked.
struct Cases {
    cases: Vec<Case>,
    head: HashSet<u32>,
}

impl Cases {
    fn draw(test: &[Basket], partners: &Partners, options: &Options) -> Result<Self, String> {
        let (count, anchors) = (options.number("baskets", 4_000_usize)?, options.number("anchors", 1_usize)?);
        let mut draw = Draw(options.number("seed", 1)?);
        let sold = |item: u32| partners.sold.get(item as usize).copied().unwrap_or(0);
        let known = |basket: &Basket| basket.items.iter().copied().filter(|item| sold(*item) >= SOLD).collect();
        let mut drawn: Vec<(u64, Vec<u32>, u32, u32)> = test
            .iter()
            .map(|basket| (known(basket), basket.household, basket.week))
            .filter(|(items, ..): &(Vec<u32>, u32, u32)| items.len() > anchors.max(1))
            .map(|(items, household, week)| (draw.next(), items, household, week))
            .collect();
        drawn.sort();
        drawn.truncate(count);
        let cases = drawn
            .into_iter()
            .map(|(_, mut items, household, week)| {
                let given = (0..anchors).map(|_| items.swap_remove(draw.below(items.len()))).collect();
                Case { given, rest: items.into_iter().collect(), household, week }
            })
            .collect();
        let mut by_sales: Vec<u32> = (0..partners.sold.len() as u32).collect();
        by_sales.sort_by_key(|item| (u32::MAX - sold(*item), *item));
        Ok(Self { cases, head: by_sales.into_iter().take(HEAD).collect() })
    }

    fn rate(&self, partners: &Partners, mut propose: impl FnMut(&Case, &dyn Fn(u32) -> bool) -> Vec<u32>) -> Rates {
        let mut rates = Rates::default();
        for case in &self.cases {
            let Case { given, rest, .. } = case;
            let kinds: Vec<_> = given.iter().map(|item| partners.groups.kind(*item)).collect();
            let sold = |item: u32| partners.sold.get(item as usize).is_some_and(|sold| *sold >= SOLD);
            let other = |item: u32| sold(item) && !kinds.contains(&partners.groups.kind(item));
            let tail = |item: u32| other(item) && !self.head.contains(&item);
            let views: [&dyn Fn(u32) -> bool; 3] = [&sold, &other, &tail];
            for (at, may) in views.into_iter().enumerate() {
                let has_target = rest.iter().any(|item| may(*item));
                // Only the tail leaves out baskets that have no target.
                if at < 2 || has_target {
                    rates.n[at] += 1;
                }
                if has_target {
                    let proposed = propose(case, may);
                    let hit = |count: usize| usize::from(proposed.iter().take(count).any(|item| rest.contains(item)));
                    rates.hits[at][0] += hit(2);
                    rates.hits[at][1] += hit(10);
                }
            }
        }
        rates
    }
}

/// Baskets by view (all, other type, tail), and those with a hit among two and among ten.
#[derive(Default)]
struct Rates {
    n: [usize; 3],
    hits: [[usize; 2]; 3],
}

impl Rates {
    fn rate(&self, view: usize, at: usize) -> f64 {
        self.hits[view][at] as f64 / self.n[view].max(1) as f64
    }

    fn print(&self, name: &str) {
        print!("{name:<10}");
        (0..3).for_each(|view| (0..2).for_each(|at| print!(" {:>7.4}", self.rate(view, at))));
        println!();
    }

    fn json(&self) -> Value {
        let mut line = json!({ "n": self.n[0], "tail_n": self.n[2] });
        for (view, name) in ["", "other_type_", "tail_"].into_iter().enumerate() {
            for (at, count) in [2, 10].into_iter().enumerate() {
                line[format!("{name}hr@{count}")] = json!(self.rate(view, at));
            }
        }
        line
    }
}

/// The reference: how often items were counted with the anchors.
struct Counts {
    baskets: Vec<Vec<u32>>,
    of_item: Vec<Vec<u32>>,
}

impl Counts {
    fn new(train: &[Basket], items: usize) -> Self {
        let mut of_item = vec![Vec::new(); items];
        for (number, basket) in train.iter().enumerate() {
            basket.items.iter().for_each(|item| of_item[*item as usize].push(number as u32));
        }
        Self { baskets: train.iter().map(|basket| basket.items.clone()).collect(), of_item }
    }

    fn most(&self, anchors: &[u32], may: &dyn Fn(u32) -> bool) -> Vec<u32> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for basket in anchors.iter().flat_map(|anchor| &self.of_item[*anchor as usize]) {
            self.baskets[*basket as usize].iter().for_each(|item| *counts.entry(*item).or_default() += 1);
        }
        let mut ranked: Vec<(u32, u32)> =
            counts.into_iter().filter(|(item, _)| may(*item) && !anchors.contains(item)).collect();
        ranked.sort_by_key(|(item, count)| (u32::MAX - count, *item));
        ranked.into_iter().take(10).map(|(item, _)| item).collect()
    }
}

/// A csv file, row by row.
struct Rows<'a> {
    lines: std::str::Lines<'a>,
    head: Vec<String>,
}

impl<'a> Rows<'a> {
    fn read(csv: &'a str) -> Result<Self, String> {
        let mut lines = csv.lines();
        let head = lines.next().map(cells).ok_or("the file is empty")?;
        Ok(Self { lines, head })
    }

    fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], String> {
        let mut columns = [0; N];
        for (column, name) in columns.iter_mut().zip(names) {
            let place = self.head.iter().position(|head| head == name);
            *column =
                place.ok_or_else(|| format!("the column {name} is missing; the file has {}", self.head.join(", ")))?;
        }
        Ok(columns)
    }

    /// The next row that has all columns.
    fn next(&mut self) -> Option<Vec<String>> {
        self.lines.by_ref().map(cells).find(|row| row.len() == self.head.len())
    }
}

/// A line's cells; none of these files has a line break in a cell.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.iter_mut().next_back().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}
