using Microsoft.Extensions.Configuration;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Tests.Security;

public sealed class AuthModeTests
{
    [Theory]
    [InlineData("urls", "http://0.0.0.0:8080", "http://0.0.0.0:8080")]
    [InlineData("urls", "http://localhost:1;http://*:2", "http://*:2")]
    [InlineData("urls", "http://+:8080", "http://+:8080")]
    [InlineData("urls", "http://[::]:8080", "http://[::]:8080")]
    [InlineData("urls", "http://tauro.example:8080", "http://tauro.example:8080")]
    [InlineData("urls", "http://192.168.0.7:8080", "http://192.168.0.7:8080")]
    [InlineData("urls", "http://localhost.example", "http://localhost.example")]
    [InlineData("http_ports", "8080", "http://*:8080")]
    [InlineData("https_ports", "8443", "https://*:8443")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:1", "http://0.0.0.0:1")]
    public void An_address_that_others_reach_is_refused_unless_an_operator_allows_it(
        string key, string value, string address)
    {
        var refused = Assert.Throws<SettingException>(() => AuthMode.Check(Configuration((key, value))));

        Assert.StartsWith($"The address to listen on is '{address}'. ", refused.Message);
        Assert.Contains("set TAURO_AUTH_OFF_ANYWHERE to 1.", refused.Message);
        AuthMode.Check(Configuration((key, value), ("TAURO_AUTH_OFF_ANYWHERE", "1")));
    }

    [Theory]
    [InlineData("urls", "http://localhost:5080;http://127.0.0.9:1;http://[::1]:0")]
    [InlineData("urls", "http://unix:/run/tauro.sock")]
    [InlineData("urls", "")]
    [InlineData("TAURO_AUTH", "off")]
    [InlineData("TAURO_AUTH", "")]
    public void Loopback_needs_no_permission(string key, string value) =>
        AuthMode.Check(Configuration((key, value)));

    [Fact]
    public void A_process_that_requires_credentials_listens_anywhere() =>
        AuthMode.Check(Configuration(("urls", "http://*:8080"), ("TAURO_AUTH", "required")));

    [Fact]
    public void The_addresses_that_Kestrel_does_not_use_do_not_count()
    {
        AuthMode.Check(Configuration(("urls", "http://localhost:1"), ("http_ports", "8080")));
        AuthMode.Check(Configuration(("Kestrel:Endpoints:Http:Url", "http://localhost:1"), ("urls", "http://*:2")));
    }

    [Theory]
    [InlineData("TAURO_AUTH", "on", "Set it to 'required', or to 'off'")]
    [InlineData("TAURO_AUTH_OFF_ANYWHERE", "yes", "Set it to 1 for on")]
    public void Another_value_is_refused(string variable, string value, string reason)
    {
        var refused = Assert.Throws<SettingException>(() => AuthMode.Check(Configuration((variable, value))));

        Assert.StartsWith($"{variable} is '{value}'. {reason}", refused.Message);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
}
