//! From an address that the agent pastes to the match pattern that the browser is asked for.

/// The pattern of an https address's site: `https://im.example.com/chat?x` gives `https://im.example.com/*`.
/// `None` for anything else: http, another scheme, an address with a user name, a bare word. The host stands
/// whole, so that `shop.com.evil.example` is never taken for `shop.com`.
pub(super) fn pattern(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = match address.split_once("://") {
        Some((scheme, rest)) => scheme.eq_ignore_ascii_case("https").then_some(rest)?,
        None => address,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    // A port has no place in a pattern that is asked for; Chrome would match every port anyway.
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let sound = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let labels = host.split('.').count();
    (labels >= 2 && port.parse::<u16>().is_ok() && host.split('.').all(sound))
        .then(|| format!("https://{}/*", host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(pattern(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn an_address_becomes_its_whole_host() {
        check(" https://mms.pinduoduo.com/chat-merchant/index.html#/ ", Some("https://mms.pinduoduo.com/*"));
        check("im.jinritemai.com", Some("https://im.jinritemai.com/*"));
        check("HTTPS://Seller.Shopee.co.th?x", Some("https://seller.shopee.co.th/*"));
        check("https://seller.shopee.co.th.evil.example/", Some("https://seller.shopee.co.th.evil.example/*"));
    }

    /// Case 14: an address that only looks like a known one asks for itself, never for what it looks like.
    #[test]
    fn case_14_a_look_alike_is_asked_for_as_what_it_is_or_not_at_all() {
        for address in [
            "https://mms.pinduoduo.com.evil.example/chat-merchant/",
            "https://mms.pinduoduo.com-evil.example/",
            "https://xmms.pinduoduo.com/",
            "https://evil.example/mms.pinduoduo.com/",
            "https://evil.example?mms.pinduoduo.com",
            "https://evil.example#@mms.pinduoduo.com/",
            "https://evil.example\\mms.pinduoduo.com/",
        ] {
            let pattern = pattern(address).unwrap();
            let host = pattern.strip_prefix("https://").and_then(|rest| rest.strip_suffix("/*")).unwrap();
            assert!(!host.contains(['*', '/', '@']), "{pattern}");
            assert_ne!(host, "mms.pinduoduo.com", "{address}");
        }
        for address in [
            "http://mms.pinduoduo.com/",
            "https://mms.pinduoduo.com@evil.example/",
            "https://evil.example:x@mms.pinduoduo.com/",
            "https://mms.pinduoduo.com:443@evil.example/",
            // Letters that only look like Latin ones, full-width signs, a dot at the end.
            "https://mms.pinduоduo.com/",
            "https://ｍms.pinduoduo.com/",
            "https://mms.pinduoduo。com/",
            "https://mms.pinduoduo.com./",
        ] {
            check(address, None);
        }
    }

    #[test]
    fn what_is_no_site_of_its_own_is_refused() {
        for address in [
            "",
            "chat",
            "http://a.com",
            "javascript:alert(1)",
            "https://u@a.com",
            "https://*.com",
            "file:///a.b",
            "*://*/*",
        ] {
            check(address, None);
        }
    }
}
