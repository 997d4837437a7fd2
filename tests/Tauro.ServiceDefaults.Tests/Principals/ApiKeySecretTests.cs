using Tauro.Contracts.Access;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Tests.Principals;

public sealed class ApiKeySecretTests
{
    [Theory]
    [InlineData(PrincipalKind.User, "tauro_u_")]
    [InlineData(PrincipalKind.ServiceAccount, "tauro_s_")]
    public void A_secret_has_its_form_and_its_id(PrincipalKind kind, string start)
    {
        var secret = ApiKeySecret.Create(kind);

        Assert.Matches($"^{start}[0-9A-Za-z]{{8}}_[0-9A-Za-z]{{38}}$", secret.Value);
        Assert.Equal(secret.KeyId, ApiKeySecret.Parse(secret.Value)!.KeyId);
        Assert.DoesNotContain(secret.Value[17..], secret.ToString());
    }

    [Fact]
    public void A_mistyped_secret_is_refused()
    {
        var value = ApiKeySecret.Create(PrincipalKind.User).Value;

        for (var i = 0; i < value.Length; i++)
        {
            var other = value[i] == 'x' ? 'y' : 'x';
            Assert.Null(ApiKeySecret.Parse(value[..i] + other + value[(i + 1)..]));
        }

        Assert.Null(ApiKeySecret.Parse(value + "\n"));
        Assert.Null(ApiKeySecret.Parse(value[..^1]));
        Assert.Null(ApiKeySecret.Parse(""));
    }
}
