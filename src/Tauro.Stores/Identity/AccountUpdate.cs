namespace Tauro.Stores.Identity;

/// <summary>A change of an account, checked by the caller; null members stay as they are.</summary>
public sealed record AccountUpdate(PasswordUpdate? Password = null, string? Description = null, bool? IsAdmin = null)
{
    /// <summary>Returns a description without the hash.</summary>
    public override string ToString() => "account update";
}
