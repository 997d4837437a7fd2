using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Tests;

/// <summary>The model store of a service, whose calls are counted.</summary>
public class CountedCalls : DispatchProxy
{
    private IModelStore inner = null!;
    private ConcurrentQueue<string> names = null!;

    /// <summary>Counts calls of the store that is registered, as the names of its methods.</summary>
    public static ConcurrentQueue<string> AddTo(IServiceCollection services)
    {
        var names = new ConcurrentQueue<string>();
        var store = services.Last(service => service.ServiceType == typeof(IModelStore));
        services.AddSingleton(provider =>
        {
            var proxy = Create<IModelStore, CountedCalls>();
            ((CountedCalls)(object)proxy).inner = (IModelStore)store.ImplementationFactory!(provider);
            ((CountedCalls)(object)proxy).names = names;
            return proxy;
        });
        return names;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        names.Enqueue(targetMethod!.Name);
        return targetMethod.Invoke(inner, args);
    }
}
