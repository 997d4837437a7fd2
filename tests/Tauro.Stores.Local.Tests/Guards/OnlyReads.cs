using System.Reflection;
using Tauro.Contracts.Access;

namespace Tauro.Stores.Local.Tests.Guards;

/// <summary>Passes reads on to a store, and reports that a write got there.</summary>
public class OnlyReads : DispatchProxy
{
    private object store = null!;
    private IReadOnlyDictionary<string, AccessAction?> actions = null!;

    /// <summary>A write got to the store.</summary>
    public sealed class ReachedException : Exception;

    public static TStore Around<TStore>(TStore store, IReadOnlyDictionary<string, AccessAction?> actions)
        where TStore : class
    {
        var proxy = Create<TStore, OnlyReads>();
        ((OnlyReads)(object)proxy).store = store;
        ((OnlyReads)(object)proxy).actions = actions;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        actions.GetValueOrDefault(targetMethod!.Name) is null or AccessAction.Read
            ? targetMethod.Invoke(store, args)
            : throw new ReachedException();
}
