namespace Tauro.Stores.Identity;

/// <summary>A new password.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Replaces">The version of the password that it was decided to replace.</param>
public sealed record PasswordUpdate(string Hash, int Replaces)
{
    /// <summary>Returns a description without the hash.</summary>
    public override string ToString() => "password update";
}
