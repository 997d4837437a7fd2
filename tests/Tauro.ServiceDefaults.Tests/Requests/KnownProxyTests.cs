using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Requests;

public sealed class KnownProxyTests
{
    [Theory]
    [InlineData("10.0.0.9", "", "tracking"), InlineData("10.0.0.9", "10.0.0.0/8", "a.test")]
    [InlineData("::ffff:10.0.0.9", "10.0.0.0/8", "a.test"), InlineData("11.0.0.9", "10.0.0.0/8", "tracking")]
    [InlineData("fd00::9", "fd00::9", "a.test"), InlineData("::1", "", "a.test")]
    public async Task Only_the_headers_of_a_known_proxy_are_used(string proxy, string known, string host)
    {
        await using var service = await SmallService.Start(
            app => app.MapGet("/api/v1/host", (HttpRequest request) => request.Host.Value),
            builder => builder.Services.AddSingleton<IStartupFilter>(new From(IPAddress.Parse(proxy))),
            new() { ["TAURO_KNOWN_PROXIES"] = known });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/host");
        request.Headers.Host = "tracking";
        request.Headers.Add("X-Forwarded-Host", "a.test");

        using var response = await service.Http.SendAsync(request);

        Assert.Equal(host, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Gives connections another address.</summary>
    private sealed class From(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = address;
                return following(context);
            });
            next(app);
        };
    }
}
