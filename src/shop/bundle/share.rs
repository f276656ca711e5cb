//! What comes off several lines together, spread over them so that the parts add up to it exactly.

/// The parts of an amount by weights, by the method of the largest remainder; of equal remainders the earlier. An amount of
/// at most all weights together gives no part above its weight; what lies above is not spread.
pub(super) fn share(amount: u64, weights: &[u64]) -> Vec<u64> {
    let whole: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let amount = u128::from(amount).min(whole);
    let exact = |weight: &u64| amount * u128::from(*weight);
    let mut parts: Vec<u64> =
        weights.iter().map(|weight| u64::try_from(exact(weight) / whole).unwrap_or(u64::MAX)).collect();
    let given: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    let mut order: Vec<(u128, usize)> =
        weights.iter().enumerate().map(|(at, weight)| (whole - exact(weight) % whole, at)).collect();
    crate::sorting::sort(&mut order);
    // Fewer fen are left than there are remainders above nothing, for the remainders add up to them.
    for (_, at) in order.into_iter().take(usize::try_from(amount - given).unwrap_or(0)) {
        parts.iter_mut().skip(at).take(1).for_each(|part| *part += 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_largest_remainders_get_the_last_fen() {
        assert_eq!(share(1_000, &[1_000, 1_000, 1_000]), [334, 333, 333]);
        assert_eq!(share(100, &[1, 0, 2]), [1, 0, 2]);
        // 10 × 7/19 = 3.68, 10 × 7/19 = 3.68, 10 × 5/19 = 2.63
        assert_eq!(share(10, &[7, 7, 5]), [4, 4, 2]);
        assert_eq!((share(5, &[]), share(5, &[0])), (vec![], vec![0]));
        assert_eq!(share(u64::MAX, &[u64::MAX, u64::MAX]), [u64::MAX / 2 + 1, u64::MAX / 2]);
    }

    proptest::proptest! {
        #[test]
        fn parts_add_up_and_stay_below_their_weights(
            amount in 0_u64..100_000,
            weights in proptest::collection::vec(0_u64..20_000, 0..9),
        ) {
            let parts = share(amount, &weights);
            let whole: u64 = weights.iter().sum();
            proptest::prop_assert_eq!(parts.iter().sum::<u64>(), amount.min(whole));
            for (part, weight) in parts.iter().zip(&weights) {
                proptest::prop_assert!(part <= weight);
                let exact = amount.min(whole) * weight;
                proptest::prop_assert!(whole == 0 || part.abs_diff(exact / whole) <= 1);
            }
        }
    }
}
