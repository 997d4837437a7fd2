namespace Tauro.Web.Api;

/// <summary>Selects events of a service's history.</summary>
/// <param name="Type">Only events of this type; all if null.</param>
/// <param name="Subject">Only events about this resource and what is below it; all if null.</param>
/// <param name="Since">The earliest time; null for the beginning.</param>
public sealed record EventSelection(string? Type = null, string? Subject = null, string? Since = null);
