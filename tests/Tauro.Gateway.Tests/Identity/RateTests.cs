using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Quotas;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>Limits of accounts and addresses. What flows into a bucket again is too little to matter.</summary>
public sealed class RateTests
{
    private const string Runs = "/api/v1/runs";

    [Fact]
    public async Task An_account_that_sends_too_much_is_refused_and_others_are_not()
    {
        await using var identity = await Start(("RequestsPerSecond", 1), ("RequestsBurst", 10));
        using var refused = await Exhaust(identity, () => Send(identity, Runs, Basic("eva")));

        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("rate_limited", problem.GetProperty("code").GetString());
        var detail = problem.GetProperty("detail").GetString();
        Assert.Contains("The account eva", detail);
        Assert.Contains("bucket REQUESTS", detail);
        Assert.Contains("Rates:RequestsPerSecond", detail);
        using var other = await Send(identity, Runs, Key(identity));
        Assert.Equal(200, (int)other.StatusCode);
        using var probe = await Send(identity, "/health/live", null);
        Assert.Equal(200, (int)probe.StatusCode);
    }

    [Fact]
    public async Task MLflow_clients_get_an_error_of_MLflow()
    {
        await using var identity = await Start(("RequestsPerSecond", 1), ("RequestsBurst", 10));
        using var refused = await Exhaust(
            identity, () => Send(identity, "/api/2.0/mlflow/experiments/search", Basic("eva")));

        Assert.NotNull(refused.Headers.RetryAfter);
        var error = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", error.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task Points_that_were_written_refuse_the_next_batch()
    {
        await using var identity = await Start(("PointsPerSecond", 1), ("PointsBurst", 1_500));
        using var first = await Send(identity, $"{Runs}/1/batch", Basic("eva"), HttpMethod.Post);
        using var second = await Send(identity, $"{Runs}/1/batch", Basic("eva"), HttpMethod.Post);
        using var third = await Send(identity, $"{Runs}/1/batch", Basic("eva"), HttpMethod.Post);

        Assert.Equal(
            [200, 200, 429], new[] { first, second, third }.Select(response => (int)response.StatusCode));
        Assert.False(first.Headers.Contains("X-Tauro-Points"));
        Assert.Contains("bucket POINTS", await third.Content.ReadAsStringAsync());
        using var read = await Send(identity, Runs, Basic("eva"));
        Assert.Equal(200, (int)read.StatusCode);
    }

    [Fact]
    public async Task An_address_without_credentials_has_limits_of_its_own()
    {
        await using var identity = await Start(
            ("AnonymousPerSecond", 1), ("AnonymousBurst", 20), ("FailedPerSecond", 1), ("FailedBurst", 20));

        using var anonymous = await Exhaust(identity, () => Send(identity, Runs, null));
        Assert.Contains("bucket ANONYMOUS", await anonymous.Content.ReadAsStringAsync());
        using var page = await Send(identity, "/sign-in", null);
        Assert.Equal(429, (int)page.StatusCode);
        using var style = await Send(identity, "/assets/site.css", null);
        Assert.Equal(200, (int)style.StatusCode);
        using var failed = await Exhaust(identity, () => Send(identity, Runs, new("Bearer", "tauro_u_mistyped")));
        Assert.Contains("bucket FAILED", await failed.Content.ReadAsStringAsync());
        using var account = await Send(identity, Runs, Key(identity));
        Assert.Equal(200, (int)account.StatusCode);
    }

    [Fact]
    public async Task Administrators_see_the_limits_and_who_uses_them()
    {
        await using var identity = await Start(
            ("RequestsPerSecond", 1), ("RequestsBurst", 10), ("PointsPerSecond", 0));
        (await Exhaust(identity, () => Send(identity, Runs, Basic("eva")))).Dispose();

        using var response = await Send(identity, "/api/v1/quotas", Key(identity));
        var report = (await response.Content.ReadFromJsonAsync<QuotaReport>(TauroJson.Options))!;

        Assert.Equal(
            [(QuotaBucket.Requests, 1, 10, "Rates:RequestsPerSecond")],
            report.Limits.Take(1).Select(quota => (quota.Bucket, quota.PerSecond, quota.Burst, quota.Setting)));
        Assert.Contains(report.Uses, use => use is
        {
            Bucket: QuotaBucket.Requests, Name: "eva", Available: < 10, Used: >= 10, Refused: > 0,
        });
        using var other = await Send(identity, "/api/v1/quotas", Basic("eva"));
        Assert.True((int)other.StatusCode is 403 or 429);
    }

    [Fact]
    public async Task Senders_beyond_the_number_share_a_bucket()
    {
        var settings = new Dictionary<string, string>
        {
            ["TAURO_KNOWN_PROXIES"] = "127.0.0.1", ["Rates:SendersMax"] = "10", ["Rates:AnonymousPerSecond"] = "1",
            ["Rates:AnonymousBurst"] = "5",
        };
        await using var identity = await FakeIdentity.Start(settings: settings);
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Runs);
            request.Headers.Add("X-Forwarded-For", $"10.0.0.{i}");
            using var response = await identity.Gateway.Http.SendAsync(request);
            statuses.Add((int)response.StatusCode);
        }

        Assert.All(statuses.Take(9), status => Assert.Equal(401, status));
        Assert.Contains(429, statuses.Skip(10));
    }

    private static Task<FakeIdentity> Start(params (string Name, int Value)[] rates) => FakeIdentity.Start(
        settings: rates.ToDictionary(rate => $"Rates:{rate.Name}", rate => $"{rate.Value}"));

    /// <summary>Sends until a request is refused for its rate.</summary>
    private static async Task<HttpResponseMessage> Exhaust(
        FakeIdentity identity, Func<Task<HttpResponseMessage>> send)
    {
        for (var i = 0; ; i++)
        {
            var response = await send();
            if ((int)response.StatusCode == 429) return response;
            response.Dispose();
            Assert.True(i < 1_000, $"{identity.Gateway.Http.BaseAddress} refuses nothing");
        }
    }

    private static Task<HttpResponseMessage> Send(
        FakeIdentity identity, string path, AuthenticationHeaderValue? credentials, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = credentials;
        return identity.Gateway.Http.SendAsync(request);
    }

    private static AuthenticationHeaderValue Key(FakeIdentity identity) => new("Bearer", identity.Key.Value);

    private static AuthenticationHeaderValue Basic(string name) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{FakeIdentity.Password}")));
}
