namespace Tauro.Contracts.Identity;

/// <summary>A change of an account; what is absent stays as it is.</summary>
/// <param name="Password">A new password, of a user.</param>
/// <param name="CurrentPassword">The password until now; required from those who change their own.</param>
/// <param name="Description">Free text.</param>
/// <param name="IsAdmin">Whether it may do everything.</param>
public sealed record AccountChange(
    string? Password = null, string? CurrentPassword = null, string? Description = null, bool? IsAdmin = null)
{
    /// <summary>Returns a description without the passwords.</summary>
    public override string ToString() => "account change";
}
