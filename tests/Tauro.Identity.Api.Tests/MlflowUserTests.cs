using Tauro.Contracts.Identity;

namespace Tauro.Identity.Api.Tests;

/// <summary>MLflow's routes for users, as its clients call them.</summary>
public sealed class MlflowUserTests : IAsyncLifetime
{
    private const string Users = "/api/2.0/mlflow/users";

    private IdentityHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await IdentityHost.Start();
        await host.SetUp();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_user_is_created_found_and_deleted()
    {
        var (status, created) = await host.Send(host.Admin, HttpMethod.Post, $"{Users}/create",
            new { username = "eva", password = "tower of four birds" });
        Assert.Equal(200, status);
        var user = created.GetProperty("user");
        Assert.Equal(("eva", false), (user.GetProperty("username").GetString(),
            user.GetProperty("is_admin").GetBoolean()));
        Assert.True(user.GetProperty("id").GetInt64() > 0);
        // Clients up to 3.12 read these without looking.
        Assert.Empty(user.GetProperty("experiment_permissions").EnumerateArray());
        Assert.Empty(user.GetProperty("registered_model_permissions").EnumerateArray());

        var (_, found) = await host.Send(host.Admin, HttpMethod.Get, $"{Users}/get?username=eva");
        Assert.Equal($"{user}", $"{found.GetProperty("user")}");
        var (_, all) = await host.Send(host.Admin, HttpMethod.Get, $"{Users}/list");
        Assert.Equal(2, all.GetProperty("users").GetArrayLength());
        var (_, current) = await host.Send(host.Admin, HttpMethod.Get, $"{Users}/current");
        Assert.True(current.GetProperty("is_basic_auth").GetBoolean());

        var (deleted, _) = await host.Send(host.Admin, HttpMethod.Delete, $"{Users}/delete", new { username = "eva" });
        Assert.Equal(200, deleted);
        await Refused(404, "RESOURCE_DOES_NOT_EXIST", HttpMethod.Get, $"{Users}/get?username=eva");
    }

    [Fact]
    public async Task Both_forms_of_a_flag_are_read()
    {
        await host.Send(host.Admin, HttpMethod.Post, $"{Users}/create",
            new { username = "eva", password = "tower of four birds" });

        await host.Send(host.Admin, HttpMethod.Patch, $"{Users}/update-admin",
            new { username = "eva", is_admin = "true" });
        var (_, found) = await host.Send(host.Admin, HttpMethod.Get, $"{Users}/get?username=eva");
        Assert.True(found.GetProperty("user").GetProperty("is_admin").GetBoolean());
        await host.Send(host.Admin, HttpMethod.Patch, $"{Users}/update-admin",
            new { username = "eva", is_admin = false });
        (_, found) = await host.Send(host.Admin, HttpMethod.Get, $"{Users}/get?username=eva");
        Assert.False(found.GetProperty("user").GetProperty("is_admin").GetBoolean());
    }

    [Fact]
    public async Task Bad_requests_have_the_errors_of_MLflow()
    {
        const string Invalid = "INVALID_PARAMETER_VALUE";
        await Refused(400, Invalid, HttpMethod.Post, $"{Users}/create", new { username = "eva" });
        await Refused(400, Invalid, HttpMethod.Post, $"{Users}/create", new { username = "eva", password = "short" });
        await Refused(400, "RESOURCE_ALREADY_EXISTS", HttpMethod.Post, $"{Users}/create",
            new { username = "ann", password = "tower of four birds" });
        await Refused(404, "RESOURCE_DOES_NOT_EXIST", HttpMethod.Patch, $"{Users}/update-admin",
            new { username = "none", is_admin = true });
        await Refused(400, Invalid, HttpMethod.Patch, $"{Users}/update-admin", new { username = "ann" });
        await Refused(400, Invalid, HttpMethod.Patch, $"{Users}/update-admin",
            new { username = "ann", is_admin = "perhaps" });
        await Refused(400, Invalid, HttpMethod.Delete, $"{Users}/delete", new { username = "ann" });
    }

    [Fact]
    public async Task A_user_changes_their_own_password_only()
    {
        var eva = IdentityHost.PrincipalOf(await host.Ok<Account>(
            host.Admin, HttpMethod.Post, "/api/v1/users", new NewUser("eva", "tower of four birds")));

        var (status, _) = await host.Send(eva, HttpMethod.Patch, $"{Users}/update-password", new
        {
            username = "eva", password = "another good password", current_password = "tower of four birds",
        });
        var (other, _) = await host.Send(eva, HttpMethod.Patch, $"{Users}/update-password", new
        {
            username = "ann", password = "another good password",
        });
        var (create, body) = await host.Send(eva, HttpMethod.Post, $"{Users}/create", new { username = "x" });

        Assert.Equal((200, 404, 403), (status, other, create));
        Assert.Equal("PERMISSION_DENIED", body.GetProperty("error_code").GetString());
    }

    private async Task Refused(int status, string code, HttpMethod method, string path, object? body = null)
    {
        var (got, json) = await host.Send(host.Admin, method, path, body);
        Assert.True(got == status, $"{method} {path}: {got} {json}");
        Assert.Equal(code, json.GetProperty("error_code").GetString());
    }
}
