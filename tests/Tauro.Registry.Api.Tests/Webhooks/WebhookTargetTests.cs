using System.Net;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Tests.Webhooks;

public sealed class WebhookTargetTests
{
    private static readonly object[] Created = [new { entity = "REGISTERED_MODEL", action = "CREATED" }];

    [Theory]
    [InlineData("https://127.0.0.1/"), InlineData("https://localhost/"), InlineData("https://[::1]/")]
    [InlineData("https://10.1.2.3/"), InlineData("https://169.254.169.254/latest"),
    InlineData("https://192.168.0.1:8443/")]
    [InlineData("https://[::ffff:127.0.0.1]/"), InlineData("https://[fd00::1]/"), InlineData("https://2130706433/")]
    [InlineData("https://100.64.0.1/"), InlineData("https://0.0.0.0/"), InlineData("https://[2002:7f00:1::]/")]
    public async Task Private_addresses_are_rejected_unless_they_are_allowed(string url)
    {
        await using var mlflow = await MlflowRegistry.Start();
        await mlflow.Refused(
            400, "INVALID_PARAMETER_VALUE", "Webhook URL must not resolve to a non-public IP address", "webhooks",
            new { name = "a", url, events = Created });
    }

    [Fact]
    public async Task Plain_http_is_rejected_unless_it_is_allowed()
    {
        await using var mlflow = await MlflowRegistry.Start();
        await mlflow.Refused(
            400, "INVALID_PARAMETER_VALUE", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.",
                "webhooks",
            new { name = "a", url = "http://example.org/", events = Created });
    }

    [Theory]
    [InlineData("https://8.8.8.8:0/", "port 0"), InlineData("https://8.8.8.8:25/", "port 25")]
    [InlineData("https://8.8.8.8:6667/hook", "port 6667")]
    [InlineData("https://user:pass@8.8.8.8/", "must not contain a user or password")]
    public async Task Credentials_and_ports_of_other_protocols_are_rejected(string url, string reason)
    {
        await using var mlflow = await MlflowRegistry.Start(("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        await mlflow.Refused(
            400, "INVALID_PARAMETER_VALUE", reason, "webhooks", new { name = "a", url, events = Created });
    }

    [Fact]
    public async Task A_url_that_was_stored_before_it_was_refused_fails_without_a_connection()
    {
        await using var mlflow = await MlflowRegistry.Start(("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        var webhooks = (IWebhookStore)mlflow.Host.Services.GetService(typeof(IWebhookStore))!;
        foreach (var url in new[] { "https://localhost:0", "http://localhost:25", "https://[", "gopher://a", "" })
        {
            var hook = (await webhooks.Create(new NewWebhook(
                "a", url, ["registered_model.created"], null, null, IsActive: false))).Value;
            var result = (await mlflow.Post($"webhooks/{hook.WebhookId}/test", new { })).GetProperty("result");
            Assert.False(result.GetProperty("success").GetBoolean(), url);
        }
    }

    [Fact]
    public async Task An_address_is_checked_again_when_it_is_connected_to()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var mlflow = await MlflowRegistry.Start();
        // As if the name had resolved to another address when the webhook was created.
        var webhooks = (IWebhookStore)mlflow.Host.Services.GetService(typeof(IWebhookStore))!;
        var hook = (await webhooks.Create(new NewWebhook(
            "a", receiver.Address, ["registered_model.created"], null, null, IsActive: false))).Value;
        var result = (await mlflow.Post($"webhooks/{hook.WebhookId}/test", new { })).GetProperty("result");
        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.Contains("non-public IP address", result.GetProperty("error_message").GetString(),
            StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Theory]
    [InlineData("8.8.8.8", true), InlineData("2606:4700::1111", true), InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false), InlineData("224.0.0.1", false), InlineData("255.255.255.255", false)]
    [InlineData("198.18.0.1", false), InlineData("64:ff9b::7f00:1", false), InlineData("fe80::1", false)]
    [InlineData("ff02::1", false), InlineData("2001:db8::1", false), InlineData("::", false),
    InlineData("::127.0.0.1", false)]
    public void Only_clearly_public_addresses_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, Registry.Api.Webhooks.PublicAddresses.Contains(IPAddress.Parse(address)));
}
