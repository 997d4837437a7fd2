namespace Tauro.Contracts.Identity;

/// <summary>The first administrator of a new installation.</summary>
/// <param name="Token">The setup token, from the console or from the file <c>setup-token</c>.</param>
/// <param name="Username">The name.</param>
/// <param name="Password">At least 12 characters.</param>
public sealed record NewAdmin(string Token, string Username, string Password)
{
    /// <summary>Returns a description without the secrets.</summary>
    public override string ToString() => $"new administrator {Username}";
}
