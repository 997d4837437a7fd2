namespace Tauro.Gateway.Identity;

/// <summary>A user who could not sign in, for the page that shows it.</summary>
/// <param name="Name">The user name that they entered.</param>
/// <param name="Detail">Why, and the remedy.</param>
internal sealed record SignInFailure(string Name, string Detail);
