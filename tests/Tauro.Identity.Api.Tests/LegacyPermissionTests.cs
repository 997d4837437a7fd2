using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.TestServers;

namespace Tauro.Identity.Api.Tests;

/// <summary>The routes by which MLflow's clients up to 3.12 share experiments and models.</summary>
public sealed class LegacyPermissionTests : IAsyncLifetime
{
    private const string Start = "/api/2.0/mlflow";
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";

    private ResourceHost host = null!;

    private Principal Olga => IdentityHost.PrincipalOf(host.Olga) with { Workspace = WorkspaceName.Default };

    public async ValueTask InitializeAsync() => host = await ResourceHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("experiments", "experiment_id", ResourceHost.Plans, "experiment_permission")]
    [InlineData("registered-models", "name", ResourceHost.Model, "registered_model_permission")]
    public async Task A_permission_is_created_read_changed_and_deleted(
        string noun, string field, string resource, string message)
    {
        var path = $"{Start}/{noun}/permissions";
        var created = await host.Send(Olga, HttpMethod.Post, $"{path}/create", Body("READ"));
        Assert.Equal(
            $$$"""{"{{{message}}}":{"{{{field}}}":"{{{resource}}}","user_id":{{{host.Ben.Number}}},"""
            + "\"permission\":\"READ\"}}",
            $"{created}");
        Assert.Equal($"{created}", $"{await host.Send(Olga, HttpMethod.Get, $"{path}/get{Query()}")}");
        await host.Refused(
            400, "RESOURCE_ALREADY_EXISTS", Olga, HttpMethod.Post, $"{path}/create", Body("EDIT"));

        await host.Refused(
            403, "PERMISSION_DENIED", Olga, HttpMethod.Patch, $"{path}/update", Body("NO_PERMISSIONS"));
        Assert.Equal(
            "{}",
            $"{await host.Send(TestTokens.Admin(), HttpMethod.Patch, $"{path}/update", Body("NO_PERMISSIONS"))}");
        Assert.Equal(AccessLevel.Deny, Assert.Single((await host.As(host.Ben)).Grants).Level);
        Assert.Contains(
            "\"NO_PERMISSIONS\"", $"{await host.Send(Olga, HttpMethod.Get, $"{path}/get{Query()}")}",
            StringComparison.Ordinal);
        Assert.Equal("{}", $"{await host.Send(Olga, HttpMethod.Delete, $"{path}/delete", Body(null))}");

        Assert.Empty(await host.ListRoles(host.Ben));
        await host.Refused(404, Missing, Olga, HttpMethod.Get, $"{path}/get{Query()}");
        await host.Refused(404, Missing, Olga, HttpMethod.Patch, $"{path}/update", Body("READ"));
        await host.Refused(404, Missing, Olga, HttpMethod.Delete, $"{path}/delete", Body(null));

        Dictionary<string, string> Body(string? level)
        {
            var body = new Dictionary<string, string> { [field] = resource, ["username"] = "ben" };
            if (level is not null) body["permission"] = level;
            return body;
        }

        string Query() => $"?{field}={resource}&username=ben";
    }

    [Theory]
    [InlineData("experiments", "experiment_id", ResourceHost.Plans, "99")]
    [InlineData("registered-models", "name", ResourceHost.Model, "none")]
    public async Task Who_does_not_manage_a_resource_is_refused(
        string noun, string field, string resource, string missing)
    {
        var ben = await host.As(host.Ben);
        var type = noun == "experiments" ? ResourceType.Experiment : ResourceType.RegisteredModel;
        var reader = ben with { Grants = [new Grant(type, "*", AccessLevel.Read)] };
        foreach (var (method, verb) in ((HttpMethod, string)[])
            [
                (HttpMethod.Post, "create"), (HttpMethod.Get, "get"), (HttpMethod.Patch, "update"),
                (HttpMethod.Delete, "delete"),
            ])
        {
            var isGet = method == HttpMethod.Get;
            var path = $"{Start}/{noun}/permissions/{verb}";
            var hidden = await Refused(404, Missing, ben, resource);
            Assert.Equal(
                await Refused(404, Missing, ben, missing),
                hidden.Replace($"={resource}", $"={missing}", StringComparison.Ordinal));
            await Refused(403, "PERMISSION_DENIED", reader, resource);
            await Refused(404, Missing, Olga, missing);

            Task<string> Refused(int status, string code, Principal sender, string name) => host.Refused(
                status, code, sender, method, isGet ? $"{path}?{field}={name}&username=ben" : path,
                isGet
                    ? null
                    : new Dictionary<string, string>
                    {
                        [field] = name, ["username"] = "ben", ["permission"] = "READ",
                    });
        }

        await host.Refused(
            400, "INVALID_PARAMETER_VALUE", Olga, HttpMethod.Post, $"{Start}/{noun}/permissions/create",
            new { username = "ben" });
    }

    [Theory]
    [InlineData("READ", 200)]
    [InlineData("PERHAPS", 400)]
    public async Task Responses_say_that_the_routes_are_deprecated(string level, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Start}/experiments/permissions/create")
        {
            Content = JsonContent.Create(new { experiment_id = "7", username = "ben", permission = level }),
        };
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", host.Identity.Tokens.Issue(Olga, "identity"));
        using var response = await host.Identity.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["true"], response.Headers.GetValues("Deprecation"));
        Assert.NotEqual(JsonValueKind.Undefined, (await response.Content.ReadFromJsonAsync<JsonElement>()).ValueKind);
    }
}
