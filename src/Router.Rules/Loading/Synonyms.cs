using System.Collections.Frozen;

namespace Router.Rules.Loading;

/// Words that people bring from other engines, other languages and other files, and what they are called here. Letters and digits count,
/// in small letters; where a word can mean several things, the first that exists at the place is meant.
internal static class Synonyms
{
    private static readonly FrozenDictionary<string, string[]> s_meanings = Read("""
        weighted: weight
        eq: = == === equals equal equalto is
        ne: not != <> !== neq notequals notequal notequalto isnot
        gt: > greaterthan greater above morethan after
        gte: >= => ge min minimum atleast greaterorequal greaterthanorequal from
        lt: < lessthan less below under before
        lte: <= =< le max maximum atmost lessorequal lessthanorequal to
        in: oneof anyof isin memberof includes
        notIn: nin noneof notoneof isnotin excludes
        between: range within
        prefix: startswith startwith beginswith starts begins bins
        matches: regex regexp pattern match like contains contain rlike re test endswith
        exists: exist present defined isnull notnull isnotnull null has empty isset known
        all: and && allof every conditions
        any: or || anyof some oneof either
        not: ! none noneof nor except unless
        rules: rule ruleset ruleslist policies routes
        default: otherwise else defaultrule defaultroute fallback catchall
        currencies: ccys currency
        lists: sets groups variables constants values
        id: name ruleid key code rulename
        when: if condition conditions criteria match matches filter filters where predicate expression
        where: when if condition conditions criteria filter
        route: then action actions event result target targets outcome do routing to destination
        decline: reject deny block refuse
        reason: message why text msg
        description: desc comment note title remark remarks
        priority: order salience rank prio weight sort precedence level ordered first firstmatch sequential sequence failover inorder fixed
        enabled: active disabled status on state isactive isenabled
        activeFrom: start validfrom startdate starttime effectivefrom begin from since activefromdate
        activeTo: end validto enddate endtime effectiveto until expires expiry expiresat to
        windows: schedule schedules hours timewindow timewindows window times
        whenAllDown: onalldown whendown
        strategy: type mode algorithm method policy
        candidates: accounts channels targets providers gateways destinations options members account channel
        fallback: backup backups failover fallbacks secondary
        onExhausted: onfailure otherwise else onfail onerror
        stickBy: sticky stickyby hashby stickiness
        account: name id merchantaccount acct accountid
        channel: provider gateway channelid
        tag: label
        weight: percent percentage ratio share proportion pct w
        feePpm: feerate rate
        zone: timezone tz timezoneid
        from: start begin starttime
        to: end until endtime
        days: weekdays weekday day dayofweek daysofweek
        continue: next fallthrough nextrule goon
        weighted: random weightedrandom roundrobin loadbalance loadbalanced distribute proportional percentage
        lowestFee: cheapest lowestcost mincost leastcost cost fee minfee
        bestSuccess: best successrate highestsuccess bestsuccessrate success
        split: hash sticky consistenthash abtest bucket
        platform: os device client terminal devicetype 平台 系统
        region: country countrycode area 地区 国家
        cardBank: bank issuer cardissuer issuingbank issuerbank bankcode bankname 银行 发卡行
        cardType: cardkind cardcategory funding cardclass 卡类型 卡种
        cardBin: bin iin cardprefix cardnumber binnumber
        currency: ccy cur currencycode 币种 货币
        method: paymentmethod paymethod payway paytype paymentway paymenttype 支付方式
        amount: price total money value sum totalamount amountminor 金额
        instalments: installments periods installment 分期
        merchant: merchantid mchid mch shop store 商户
        business: category industry businesstype mcc businessline 业务
        carrier: operator isp network 运营商
        province: city 省份 省
        deviceVendor: vendor brand manufacturer devicebrand
        tags: tag labels label
        payerSegment: segment usersegment customersegment
        time: datetime date now timestamp 时间
        ios: iphone ipad apple ipados 苹果
        android: droid 安卓
        web: h5 html5 browser pc wap desktop mweb 网页
        macos: mac osx macosx
        windows: win win10 windows10
        pos: cashier
        credit: creditcard cc 信用卡 贷记卡
        debit: debitcard dc 借记卡 储蓄卡
        prepaid: prepaidcard 预付卡
        CNY: rmb yuan 人民币 cnh
        USD: dollar dollars usdollar 美元
        HKD: hk hkdollar 港币 港元
        JPY: yen 日元
        EUR: euro euros 欧元
        mon: monday 周一 星期一
        tue: tuesday tues 周二 星期二
        wed: wednesday 周三 星期三
        thu: thursday thur thurs 周四 星期四
        fri: friday 周五 星期五
        sat: saturday 周六 星期六
        sun: sunday 周日 星期日 星期天 周天
        Asia/Shanghai: beijing asiabeijing china prc cst utc8 gmt8 0800 8 北京 北京时间 中国 chinatime shanghai
        Asia/Hong_Kong: hongkong 香港
        Asia/Tokyo: tokyo japan jst
        text: string str varchar
        integer: int number long
        boolean: bool flag
        """);

    /// What a word is called at a place that knows these words; null where it is no synonym of any.
    public static string? Of(string word, IReadOnlyCollection<string> known) =>
        s_meanings.TryGetValue(Plain(word), out var meanings) ? Array.Find(meanings, known.Contains) : null;

    /// Letters and digits alone, in small letters: one spelling for snake_case, kebab-case and camelCase. A word of signs only stays.
    public static string Plain(string word)
    {
        var plain = new string([.. word.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        return plain.Length > 0 ? plain : word;
    }

    private static FrozenDictionary<string, string[]> Read(string table)
    {
        var meanings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!meanings.TryGetValue(word, out var known)) meanings.Add(word, known = []);
                known.Add(line[..colon]);
            }
        }

        return meanings.ToFrozenDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);
    }
}
