namespace Router.Rules.Conditions;

/// activeFrom and activeTo, half-open.
internal sealed class ActiveCondition(long fromTicks, long toTicks) : Condition
{
    public long FromTicks => fromTicks;

    public long ToTicks => toTicks;

    public override bool Holds(FactSource facts)
    {
        ref readonly var time = ref facts[(int)FactId.Time];
        return time.Kind == FactKind.Instant && time.Number >= fromTicks && time.Number < toTicks;
    }
}
