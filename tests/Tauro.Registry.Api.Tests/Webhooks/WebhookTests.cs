namespace Tauro.Registry.Api.Tests.Webhooks;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";

    private static readonly object[] Created = [new { entity = "REGISTERED_MODEL", action = "CREATED" }];

    private MlflowRegistry mlflow = null!;

    public async ValueTask InitializeAsync() =>
        mlflow = await MlflowRegistry.Start(("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));

    public ValueTask DisposeAsync() => mlflow.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_returned_without_its_secret()
    {
        var created = (await mlflow.Post("webhooks", new
        {
            name = "hook", url = "http://127.0.0.1:8/x", events = Created, secret = "hush", description = "d",
        })).GetProperty("webhook");
        var id = created.GetProperty("webhook_id").GetString()!;
        Assert.True(Guid.TryParseExact(id, "D", out _));
        var shape = $$"""
            {"webhook_id": "{{id}}", "name": "hook", "url": "http://127.0.0.1:8/x",
             "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}], "description": "d",
             "status": "ACTIVE", "creation_timestamp": 0, "last_updated_timestamp": 0}
            """;
        MlflowRegistry.AssertShape(shape, created);
        MlflowRegistry.AssertShape($$"""{"webhook": {{shape}}}""", await mlflow.Get($"webhooks/{id}"));
        MlflowRegistry.AssertShape($$"""{"webhooks": [{{shape}}]}""", await mlflow.Get("webhooks"));

        var changed = (await mlflow.Patch($"webhooks/{id}", new
        {
            name = "hook.2", status = "DISABLED", events = new[] { new { entity = "PROMPT_TAG", action = "SET" } },
        })).GetProperty("webhook");
        Assert.Equal("DISABLED", changed.GetProperty("status").GetString());
        Assert.Equal("d", changed.GetProperty("description").GetString());
        MlflowRegistry.AssertShape("""[{"entity": "PROMPT_TAG", "action": "SET"}]""", changed.GetProperty("events"));

        await mlflow.Host.Restart();
        Assert.Equal(["hook.2"], await mlflow.Names("webhooks", "webhooks"));
        MlflowRegistry.AssertShape("{}", await mlflow.Delete($"webhooks/{id}", new { }));
        MlflowRegistry.AssertShape("{}", await mlflow.Get("webhooks"));
    }

    [Fact]
    public async Task A_missing_webhook_is_404()
    {
        const string phrase = "Webhook with ID none not found";
        const string code = "RESOURCE_DOES_NOT_EXIST";
        await mlflow.Refused(404, code, phrase, "webhooks/none");
        await mlflow.Refused(404, code, phrase, "webhooks/none/test", new { });
        await mlflow.Refused(404, code, phrase, HttpMethod.Patch, "webhooks/none", new { name = "n" });
        await mlflow.Refused(404, code, phrase, HttpMethod.Delete, "webhooks/none", new { });
    }

    [Theory]
    [InlineData("", "https://example.org", "Missing value for required parameter 'name'")]
    [InlineData("-a", "https://example.org", "Webhook name '-a' is invalid.")]
    [InlineData("a b", "https://example.org", "Webhook name 'a b' is invalid.")]
    [InlineData("a", "", "Missing value for required parameter 'url'")]
    [InlineData("a", " ", "Webhook URL cannot be empty or just whitespace")]
    [InlineData("a", "ftp://example.org", "Invalid webhook URL scheme: 'ftp'")]
    [InlineData("a", "example.org/hook", "Invalid webhook URL scheme: ''")]
    [InlineData("a", "https://", "Invalid webhook URL: 'https://'. Webhook URL must include a hostname.")]
    [InlineData("a", "https://[bad", "Invalid webhook URL: 'https://[bad'.")]
    public async Task An_invalid_name_or_URL_is_rejected(string name, string url, string phrase) =>
        await mlflow.Refused(400, Invalid, phrase, "webhooks", new { name, url, events = Created });

    [Fact]
    public async Task Unknown_or_missing_events_are_rejected()
    {
        await Refuse(null, "Missing value for required parameter 'events'");
        await Refuse(Array.Empty<object>(), "Webhook events must be a non-empty list");
        await Refuse(
            new[] { new { entity = "REGISTERED_MODEL", action = "DELETED" } },
            "Invalid action 'deleted' for entity 'registered_model'. Valid actions are: ['created']");
        await Refuse(new[] { new { entity = "CAT", action = "CREATED" } }, "for parameter 'entity' supplied");
        await mlflow.Post("webhooks", new
        {
            name = "all", url = "https://127.0.0.1:8", events = new[]
            {
                new { entity = "MODEL_VERSION_ALIAS", action = "DELETED" }, new { entity = "PROMPT_VERSION",
                    action = "CREATED" },
            },
        });

        Task Refuse(object? events, string phrase) =>
            mlflow.Refused(400, Invalid, phrase, "webhooks", new { name = "a", url = "https://127.0.0.1", events });
    }

    [Fact]
    public async Task Webhooks_are_listed_in_pages_newest_first()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await mlflow.Post("webhooks", new { name, url = "http://127.0.0.1:8", events = Created,
                status = "DISABLED" });
        var first = await mlflow.Get("webhooks?max_results=2");
        Assert.Equal(2, first.GetProperty("webhooks").GetArrayLength());
        var token = first.GetProperty("next_page_token").GetString();
        var second = await mlflow.Get($"webhooks?max_results=2&page_token={token}");
        Assert.Equal(1, second.GetProperty("webhooks").GetArrayLength());
        Assert.False(second.TryGetProperty("next_page_token", out _));
        await mlflow.Refused(400, Invalid, "max_results must be between 1 and 1000", "webhooks?max_results=1001");
    }

    [Fact]
    public async Task A_test_sends_the_example_and_returns_the_response()
    {
        await using var receiver = await WebhookReceiver.Start();
        var id = (await mlflow.Post("webhooks", new { name = "a", url = receiver.Address, events = Created }))
            .GetProperty("webhook").GetProperty("webhook_id").GetString();
        MlflowRegistry.AssertShape(
            """{"result": {"success": true, "response_status": 200, "response_body": "taken"}}""",
            await mlflow.Post($"webhooks/{id}/test", new { }));
        MlflowRegistry.AssertShape(
            """
            {"name": "example_model", "tags": {"example_key": "example_value"},
             "description": "An example registered model"}
            """,
            receiver.Data("registered_model.created"));

        receiver.Statuses.Enqueue(503);
        var failed = await mlflow.Post(
            $"webhooks/{id}/test", new { @event = new { entity = "PROMPT_ALIAS", action = "CREATED" } });
        Assert.False(failed.GetProperty("result").GetProperty("success").GetBoolean());
        Assert.Equal(503, failed.GetProperty("result").GetProperty("response_status").GetInt32());
        MlflowRegistry.AssertShape(
            """{"name": "example_prompt", "alias": "example_alias", "version": "1"}""",
            receiver.Data("prompt_alias.created"));
        Assert.Equal(2, receiver.Received.Count);

        await mlflow.Patch($"webhooks/{id}", new { url = "http://127.0.0.1:8/" });
        var unreached = (await mlflow.Post($"webhooks/{id}/test", new { })).GetProperty("result");
        Assert.False(unreached.GetProperty("success").GetBoolean());
        Assert.StartsWith("Failed to test webhook", unreached.GetProperty("error_message").GetString());
    }
}
