namespace Tauro.Contracts.Identity;

/// <summary>A user to create.</summary>
/// <param name="Name">Unique among all accounts.</param>
/// <param name="Password">At least 12 characters; absent for one who uses API keys only.</param>
/// <param name="Description">Free text.</param>
/// <param name="IsAdmin">Whether they may do everything.</param>
public sealed record NewUser(string Name, string? Password = null, string? Description = null, bool IsAdmin = false)
{
    /// <summary>Returns a description without the password.</summary>
    public override string ToString() => $"new user {Name}";
}
