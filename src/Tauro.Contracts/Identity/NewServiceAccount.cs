namespace Tauro.Contracts.Identity;

/// <summary>A service account to create.</summary>
/// <param name="Name">Unique among all accounts.</param>
/// <param name="Description">Free text.</param>
/// <param name="IsAdmin">Whether it may do everything.</param>
public sealed record NewServiceAccount(string Name, string? Description = null, bool IsAdmin = false);
