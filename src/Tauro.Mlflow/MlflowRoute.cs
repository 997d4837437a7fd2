using Microsoft.AspNetCore.Builder;

namespace Tauro.Mlflow;

/// <summary>One route under several prefixes. A convention applies to all of its endpoints.</summary>
public sealed class MlflowRoute : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder[] endpoints;

    internal MlflowRoute(IEndpointConventionBuilder[] endpoints) => this.endpoints = endpoints;

    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in endpoints) endpoint.Add(convention);
    }

    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in endpoints) endpoint.Finally(finallyConvention);
    }
}
