using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tauro.Mlflow;

/// <summary>
/// Maps routes under several prefixes at once. A handler is an ordinary minimal-API delegate that takes an
/// <see cref="MlflowRequest"/>; it is compiled once, and only when it is first called.
/// </summary>
public sealed class MlflowRoutes
{
    private readonly IEndpointRouteBuilder app;
    private readonly string[] prefixes;

    internal MlflowRoutes(IEndpointRouteBuilder app, params string[] prefixes) =>
        (this.app, this.prefixes) = (app, prefixes);

    public MlflowRoute Get(string path, Delegate handle) => Map([HttpMethods.Get], path, handle);

    public MlflowRoute Post(string path, Delegate handle) => Map([HttpMethods.Post], path, handle);

    public MlflowRoute Put(string path, Delegate handle) => Map([HttpMethods.Put], path, handle);

    public MlflowRoute Patch(string path, Delegate handle) => Map([HttpMethods.Patch], path, handle);

    public MlflowRoute Delete(string path, Delegate handle) => Map([HttpMethods.Delete], path, handle);

    public MlflowRoute GetOrPost(string path, Delegate handle) =>
        Map([HttpMethods.Get, HttpMethods.Post], path, handle);

    private MlflowRoute Map(string[] methods, string path, Delegate handle)
    {
        var services = app.ServiceProvider;
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(
            handle, new RequestDelegateFactoryOptions { ServiceProvider = services, ThrowOnBadRequest = true })
            .RequestDelegate);
        RequestDelegate call = context => compiled.Value(context);
        return new MlflowRoute([.. prefixes.Select(prefix => app.MapMethods($"{prefix}/{path}", methods, call)
            .ExcludeFromDescription())]);
    }
}
