namespace Tauro.Stores.Local.Tests.Guards;

/// <summary>The arguments of a <see cref="GuardSweep"/>.</summary>
internal sealed class GuardArguments
{
    private readonly Dictionary<object, object> all = [];

    /// <summary>The arguments, by type; by name for those of which a type has several.</summary>
    public IReadOnlyDictionary<object, object> All => all;

    public GuardArguments Add<T>(T value) where T : notnull
    {
        all[typeof(T)] = value;
        if (typeof(T).IsValueType) all[typeof(Nullable<>).MakeGenericType(typeof(T))] = value;
        return this;
    }

    public GuardArguments Add(string name, object value)
    {
        all[name] = value;
        return this;
    }

    public GuardArguments AddList<T>(params T[] values)
    {
        all[typeof(IReadOnlyList<T>)] = values;
        return this;
    }
}
