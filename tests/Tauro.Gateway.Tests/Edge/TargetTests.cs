using System.Net.Http.Json;
using System.Text.Json;

namespace Tauro.Gateway.Tests.Edge;

[Collection("edge")]
public sealed class TargetTests(EdgeHosts hosts)
{
    private static readonly string[] AmbiguousTargets =
    [
        "/artifacts/../../../models", "/./1", "/%2e%2e/models", "/.%2E/models", "/artifacts/..%2f..%2fsecret",
        "/artifacts/%2E%2E%2Fsecret", "/artifacts/..\\secret", "/artifacts/..%5csecret", "/artifacts/a%0d%0ab",
        "/artifacts/a%7fb", "/artifacts/a#/../b", "/artifacts/..",
    ];

    public static TheoryData<string, string> Ambiguous
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var target in AmbiguousTargets)
                foreach (string name in new[] { "gateway", "tracking", "registry" }) data.Add(name, target);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task An_ambiguous_path_is_rejected(string name, string target)
    {
        foreach (var prefix in new[] { "", "http://localhost", "/" })
        {
            var response = await hosts.Send(name, $"GET {prefix}{EdgeHosts.PathOf(name)}{target}");
            Assert.Equal(400, response.Status);
            Assert.Contains("\"code\":\"invalid_path\"", response.Body);
        }

        // MLflow's server removes a '.' from the path of an artifact, so there it is not ambiguous.
        if (target == "/./1") return;
        var mlflow = await hosts.Send(name, $"GET /api/2.0/mlflow-artifacts/artifacts{target}");
        Assert.Equal(400, mlflow.Status);
        Assert.Contains("\"error_code\":\"INVALID_PARAMETER_VALUE\"", mlflow.Body);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_path_that_cannot_be_decoded_is_rejected_also_with_a_host(string name)
    {
        var response = await hosts.Send(name, $"GET http://localhost{EdgeHosts.PathOf(name)}/%00");
        Assert.Equal(400, response.Status);
        Assert.Contains("\"code\":\"invalid_path\"", response.Body);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_star_is_rejected_by_its_name(string name)
    {
        var response = await hosts.Send(name, "OPTIONS *");
        Assert.Equal(400, response.Status);
        Assert.Contains("a '*'", response.Body);
    }

    [Theory]
    [InlineData("//evil.test", 400), InlineData("/a/../b", 400), InlineData("/a%00", 400), InlineData("a", 400)]
    [InlineData("/ok, //evil.test", 400), InlineData("/below", 201), InlineData("/below/", 201)]
    public async Task A_forwarded_prefix_has_to_be_a_path(string prefix, int status)
    {
        foreach (var name in new[] { "gateway", "tracking" })
        {
            using var http = new HttpClient { BaseAddress = hosts.AddressOf(name) };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/experiments")
            {
                Content = JsonContent.Create(new { name = $"{prefix.Length}-below-{name}" }),
            };
            request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
            using var response = await http.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
            if (status == 400) Assert.Contains("X-Forwarded-Prefix", await response.Content.ReadAsStringAsync());
            else if (name == "gateway")
                Assert.StartsWith("/below/api/v1/experiments/", response.Headers.Location!.OriginalString);
        }
    }

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task Deleting_a_path_that_leads_to_the_run_deletes_nothing(string name)
    {
        using var http = new HttpClient { BaseAddress = hosts.AddressOf(name) };
        using var created = await http.PostAsJsonAsync("/api/v1/runs", new { experiment_id = "0" });
        var run = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run_id").GetString();
        foreach (var dots in new[] { "..", "%2e%2e", "a/../.." })
        {
            var response = await hosts.Send(name, $"DELETE /api/v1/runs/{run}/artifacts/{dots}");
            Assert.Equal(400, response.Status);
        }

        var read = await http.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
        Assert.Equal("ACTIVE", read.GetProperty("lifecycle_stage").GetString());
    }

    [Theory]
    [InlineData("gateway"), InlineData("registry")]
    public async Task Deleting_a_path_that_leads_to_the_version_deletes_nothing(string name)
    {
        using var http = new HttpClient { BaseAddress = hosts.AddressOf(name) };
        var model = $"kept-{name}";
        (await http.PostAsJsonAsync("/api/v1/models", new { name = model })).EnsureSuccessStatusCode();
        var version = $"/api/v1/models/{model}/versions/1";
        (await http.PostAsJsonAsync($"/api/v1/models/{model}/versions", new { artifact_mode = "UPLOAD" }))
            .EnsureSuccessStatusCode();
        foreach (var dots in new[] { "..", "%2e%2e" })
            Assert.Equal(400, (await hosts.Send(name, $"DELETE {version}/artifacts/{dots}")).Status);
        Assert.True((await http.GetAsync(version)).IsSuccessStatusCode);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_target_with_two_slashes_or_a_host_is_served(string name)
    {
        foreach (var path in new[]
        {
            EdgeHosts.PathOf(name), EdgeHosts.MlflowPathOf(name), $"{EdgeHosts.PathOf(name)}?max_results=1",
            "/health/live", "/metrics",
        })
            foreach (var prefix in new[] { "/", "///", "http://localhost", "http://localhost/", "http://localhost//" })
            {
                var response = await hosts.Send(name, $"GET {prefix}{path}");
                Assert.Equal((200, prefix + path), (response.Status, prefix + path));
            }
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task Only_get_and_head_are_allowed_for_metrics(string name)
    {
        foreach (var path in new[] { "/metrics", "/metrics/" })
        {
            foreach (var method in new[] { "POST", "DELETE", "PUT", "TRACE" })
                Assert.Equal(405, (await hosts.Send(name, $"{method} {path}", "Content-Length: 0")).Status);
            Assert.Equal(200, (await hosts.Send(name, $"GET {path}")).Status);
        }
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task Head_is_a_get_without_a_body(string name)
    {
        foreach (var path in new[]
        {
            EdgeHosts.PathOf(name), EdgeHosts.MlflowPathOf(name), "/health/live", "/health/ready", "/status",
            "/metrics", "/openapi/v1.json", $"{EdgeHosts.PathOf(name)}/nothing",
        })
        {
            var head = await hosts.Send(name, $"HEAD {path}");
            var get = await hosts.Send(name, $"GET {path}");
            Assert.Equal((get.Status, path, ""), (head.Status, path, head.Body));
            Assert.Equal(get.Header("Content-Type"), head.Header("Content-Type"));
            var length = head.Header("Content-Length");
            Assert.True(length is null || length == get.Header("Content-Length"), $"{path}: {length}");
        }
    }

    [Theory]
    [InlineData("/status"), InlineData("/health"), InlineData("/version"), InlineData("/scalar/v1")]
    public async Task Head_works_for_the_pages_of_the_gateway(string path)
    {
        var head = await hosts.Send("gateway", $"HEAD {path}");
        Assert.Equal((200, ""), (head.Status, head.Body));
    }

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task Head_of_an_endless_stream_ends_and_proxies_may_not_buffer_it(string name)
    {
        var head = await hosts.Send(name, "HEAD /api/v1/tracking/events/stream");
        Assert.Equal(
            (200, "text/event-stream", "no", "no-cache, no-transform"),
            (head.Status, head.Header("Content-Type"), head.Header("X-Accel-Buffering"), head.Header("Cache-Control")));
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task Options_lists_the_methods(string name)
    {
        foreach (var (path, allow) in new[]
        {
            (EdgeHosts.PathOf(name), "GET, POST, HEAD, OPTIONS"), ("/health/live", "GET, HEAD, OPTIONS"),
        })
        {
            var response = await hosts.Send(name, $"OPTIONS {path}");
            Assert.Equal((204, allow), (response.Status, response.Header("Allow")));
        }

        Assert.Equal(404, (await hosts.Send(name, "OPTIONS /nowhere")).Status);
    }
}
