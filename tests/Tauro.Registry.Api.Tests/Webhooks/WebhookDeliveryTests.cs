using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Tests.Webhooks;

public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private static readonly (string, string)[] Settings =
    [
        ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"),
        ("Webhooks:BackoffMin", "00:00:00.010"),
        ("Webhooks:BackoffMax", "00:00:00.050"),
    ];

    private MlflowRegistry mlflow = null!;
    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        mlflow = await MlflowRegistry.Start(Settings);
        receiver = await WebhookReceiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await mlflow.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Models_versions_tags_and_aliases_are_delivered_in_the_form_of_MLflow()
    {
        await mlflow.CreateModel("before");
        await CreateWebhook(
            "registered_model.created", "model_version.created", "model_version_tag.set", "model_version_tag.deleted",
            "model_version_alias.created", "model_version_alias.deleted", "prompt_tag.set");
        await mlflow.CreateModel("m", ("k", "v"));
        await mlflow.Post("registered-models/set-tag", new { name = "m", key = "unheard", value = "v" });
        await mlflow.Post(
            "model-versions/create",
            new { name = "m", source = "s3://b/m", run_id = "1234567890abcdef", description = "d",
                tags = new[] { new { key = "t", value = "1" } } });
        await mlflow.Post("model-versions/set-tag", new { name = "m", version = "1", key = "t", value = "2" });
        await mlflow.Delete("model-versions/delete-tag", new { name = "m", version = "1", key = "t" });
        await mlflow.Post("registered-models/alias", new { name = "m", alias = "a", version = "1" });
        await mlflow.Delete("registered-models/alias", new { name = "m", alias = "a" });

        Assert.Equal(
            [
                "registered_model.created", "model_version.created", "model_version_tag.set",
                "model_version_tag.deleted",
                "model_version_alias.created", "model_version_alias.deleted",
            ],
            await WaitForEvents(6));
        Check("registered_model.created", """{"name": "m", "tags": {"k": "v"}, "description": ""}""", withTags: false);
        Check(
            "model_version.created",
            """{"name": "m", "version": "1", "source": "s3://b/m", "run_id": "1234567890abcdef", "description": "d"}""",
            withTags: false);
        Check("model_version_tag.set", """{"name": "m", "version": "1", "key": "t", "value": "2"}""");
        Check("model_version_tag.deleted", """{"name": "m", "version": "1", "key": "t"}""");
        Check("model_version_alias.created", """{"name": "m", "alias": "a", "version": "1"}""");
        Check("model_version_alias.deleted", """{"name": "m", "alias": "a"}""");
    }

    [Fact]
    public async Task Prompts_have_their_own_events()
    {
        await CreateWebhook(
            "registered_model.created", "model_version.created", "prompt.created", "prompt_version.created",
            "prompt_tag.set",
            "prompt_version_tag.set", "prompt_alias.created");
        await mlflow.CreateModel("p", ("mlflow.prompt.is_prompt", "true"), ("_mlflow_prompt_type", "text"), ("u", "v"));
        await mlflow.CreateVersion("p", ("mlflow.prompt.is_prompt", "true"), ("mlflow.prompt.text", "Hi {{n}}"));
        await WaitForEvents(2);
        await mlflow.Post("registered-models/set-tag", new { name = "p", key = "k", value = "v" });
        await mlflow.Post("model-versions/set-tag", new { name = "p", version = "1", key = "k", value = "v" });
        await mlflow.Post("registered-models/alias", new { name = "p", alias = "a", version = "1" });

        Assert.Equal(
            ["prompt.created", "prompt_version.created", "prompt_tag.set", "prompt_version_tag.set",
            "prompt_alias.created"],
            await WaitForEvents(5));
        Check("prompt.created", """{"name": "p", "tags": {"u": "v"}, "description": ""}""");
        Check(
            "prompt_version.created",
            """{"name": "p", "version": "1", "template": "Hi {{n}}", "tags": {}, "description": null}""");
    }

    [Fact]
    public async Task A_delivery_is_signed_and_its_body_contains_the_event_and_its_time()
    {
        await CreateWebhook("registered_model.created");
        await mlflow.CreateModel("m");
        await WaitForEvents(1);
        var (headers, body) = receiver.Received.Single();
        Assert.True(Guid.TryParse(headers["X-MLflow-Delivery-Id"], out _));
        AssertSigned((headers, body));
        Assert.Equal("application/json", headers.ContentType);
        var message = WebhookReceiver.Parse(body);
        Assert.Equal(["entity", "action", "timestamp", "data"],
            message.EnumerateObject().Select(member => member.Name));
        Assert.True(DateTimeOffset.TryParse(message.GetProperty("timestamp").GetString(), out _));
        Assert.DoesNotContain("hush", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_stored_encrypted_and_still_signs_after_a_restart()
    {
        await CreateWebhook("registered_model.created");
        List<(string Name, string Content)> stored = [];
        await mlflow.Host.Restart(folder => stored =
        [
            .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => (Path.GetFileName(file), File.ReadAllText(file, Encoding.Latin1))),
        ]);
        await mlflow.CreateModel("m");
        await WaitForEvents(1);
        AssertSigned(receiver.Received.Single());
        Assert.Contains(stored, file => file.Name == "webhooks.key");
        Assert.DoesNotContain(stored, file => file.Content.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_its_keys_were_rotated_a_secret_still_signs()
    {
        await CreateWebhook("registered_model.created");
        var running = StoreProgram.Run(mlflow.Host.Folder, "rotate-secrets");
        Assert.Equal(69, running.Code);
        Assert.Contains("is in use", running.Output);
        Assert.Equal(78, StoreProgram.Run(mlflow.Host.Folder, "rotate-secrets", "now").Code);

        await mlflow.Host.Restart(folder =>
        {
            var (code, output) = StoreProgram.Run(folder, "rotate-secrets");
            Assert.StartsWith("""{"encrypted":1,"unreadable":[]}""", output);
            Assert.Equal(0, code);
        });
        await mlflow.CreateModel("m");
        await WaitForEvents(1);

        AssertSigned(receiver.Received.Single());
    }

    [Fact]
    public async Task Without_its_key_a_webhook_with_a_secret_is_inactive_until_the_secret_is_set_again()
    {
        var id = await CreateWebhook("registered_model.created");
        await mlflow.Host.Restart(folder => File.Delete(Path.Combine(folder, "model_registry", "webhooks.key")));
        Assert.Equal("DISABLED", await Status());

        await mlflow.Patch($"webhooks/{id}", new { secret = "new" });
        Assert.Equal("ACTIVE", await Status());

        async Task<string?> Status() => (await mlflow.Get($"webhooks/{id}")).GetProperty("webhook")
            .GetProperty("status").GetString();
    }

    [Fact]
    public async Task A_transient_failure_is_retried_with_the_same_id_and_any_other_is_not()
    {
        await CreateWebhook("registered_model.created");
        foreach (var status in new[] { 503, 429, 200, 404, 302 }) receiver.Statuses.Enqueue(status);
        foreach (var name in new[] { "a", "b", "c", "d" }) await mlflow.CreateModel(name);
        await WaitForEvents(6);
        var ids = receiver.Received.Select(pair => (string)pair.Headers["X-MLflow-Delivery-Id"]!).ToList();
        Assert.Single(ids.Take(3).Distinct());
        Assert.Equal(
            ["a", "a", "a", "b", "c", "d"],
            receiver.Received.Select(pair =>
                WebhookReceiver.Parse(pair.Body).GetProperty("data").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Attempts_are_limited_and_the_next_event_is_delivered()
    {
        await CreateWebhook("registered_model.created");
        for (var i = 0; i < 4; i++) receiver.Statuses.Enqueue(500);
        await mlflow.CreateModel("lost");
        await mlflow.CreateModel("next");
        await WaitForEvents(5);
        var last = WebhookReceiver.Parse(receiver.Received.Last().Body).GetProperty("data");
        Assert.Equal("next", last.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_event_that_cannot_be_sent_does_not_block_later_ones()
    {
        var webhooks = (IWebhookStore)mlflow.Host.Services.GetService(typeof(IWebhookStore))!;
        var hook = (await webhooks.Create(new NewWebhook(
            "broken", "https://localhost:0", ["registered_model.created"], null, null, IsActive: true))).Value;
        // Any change of a webhook starts the follower of the new one.
        await CreateWebhook("registered_model.created");
        await mlflow.CreateModel("a");
        await mlflow.CreateModel("b");
        await WaitForEvents(2);
        var last = await RegistryHost.Until(
            async () => (await webhooks.Get(hook.WebhookId)).Value.Position, position => position > hook.Position + 1);
        Assert.True(last > hook.Position + 1);
    }

    [Fact]
    public async Task No_event_is_lost_when_the_service_stops_during_a_delivery()
    {
        var result = new TaskCompletionSource();
        receiver.Gate = result.Task;
        await CreateWebhook("registered_model.created");
        await mlflow.CreateModel("one");
        await mlflow.CreateModel("two");
        await WaitForEvents(1);
        await mlflow.Host.Restart();
        result.SetResult();
        await WaitForEvents(3);
        Assert.Equal(["one", "one", "two"], receiver.Received.Select(pair =>
            WebhookReceiver.Parse(pair.Body).GetProperty("data").GetProperty("name").GetString()));
        var ids = receiver.Received.Select(pair => (string)pair.Headers["X-MLflow-Delivery-Id"]!);
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_disabled_webhook_receives_nothing_not_even_later()
    {
        var id = await CreateWebhook("registered_model.created");
        await mlflow.Patch($"webhooks/{id}", new { status = "DISABLED" });
        await mlflow.CreateModel("unheard");
        await mlflow.Patch($"webhooks/{id}", new { status = "ACTIVE" });
        await mlflow.CreateModel("heard");
        await WaitForEvents(1);
        Assert.Equal("heard", receiver.Data("registered_model.created").GetProperty("name").GetString());
    }

    private static void AssertSigned((IHeaderDictionary Headers, string Body) received)
    {
        var (headers, body) = received;
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes("hush"), Encoding.UTF8.GetBytes(
            $"{headers["X-MLflow-Delivery-Id"]}.{headers["X-MLflow-Timestamp"]}.{body}"));
        Assert.Equal("v1," + Convert.ToBase64String(signed), headers["X-MLflow-Signature"]);
    }

    private async Task<string> CreateWebhook(params string[] events) => (await mlflow.Post("webhooks", new
    {
        name = "hook",
        url = $"{receiver.Address}/hook",
        secret = "hush",
        events = events.Select(name => new
        {
            entity = name.Split('.')[0].ToUpperInvariant(), action = name.Split('.')[1].ToUpperInvariant(),
        }),
    })).GetProperty("webhook").GetProperty("webhook_id").GetString()!;

    private Task<string[]> WaitForEvents(int count) =>
        RegistryHost.Until(() => Task.FromResult(receiver.Events), events => events.Length >= count);

    /// <summary>Compares the data of an event, without tags where they changed before the delivery.</summary>
    private void Check(string name, string expected, bool withTags = true)
    {
        var data = System.Text.Json.Nodes.JsonNode.Parse(receiver.Data(name).GetRawText())!.AsObject();
        var expectedData = System.Text.Json.Nodes.JsonNode.Parse(expected)!.AsObject();
        if (!withTags)
        {
            Assert.True(data.Remove("tags"));
            expectedData.Remove("tags");
        }

        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(expectedData, data), data.ToJsonString());
    }
}
