using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts.Access;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Access;

public sealed class EndpointRulesTests
{
    [Fact]
    public async Task An_endpoint_that_does_not_state_once_who_may_call_it_is_found()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/kept", () => "").Requires(AccessAction.Read, ResourceType.Run);
        app.MapGet("/listed", () => "").IsPublic();
        app.MapGet("/none", () => "");
        app.MapGroup("/group").RequiresPrincipal().MapGet("two", () => "").RequiresAdmin();
        app.MapGet("/anonymous", () => "").RequiresPrincipal().AllowAnonymous();
        app.MapGet("/public", () => "").IsPublic();

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);

        Assert.Equal(
            [
                "HTTP: GET /none does not state who may call it.",
                "HTTP: GET /anonymous allows anonymous access, whatever else it states.",
                "HTTP: GET /public is public, but not in the list of public routes.",
                "HTTP: GET /group/two states more than once who may call it: Authenticated, Admin.",
            ],
            EndpointRules.FindViolations(endpoints, "/listed"));
    }
}
