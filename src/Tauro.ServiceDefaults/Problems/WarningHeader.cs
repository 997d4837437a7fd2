using Microsoft.AspNetCore.Http;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Writes warnings into the header <c>Tauro-Warning</c>: an item of RFC 9651, the code with the message as a parameter.
/// The header <c>Warning</c> is obsolete since RFC 9111.
/// </summary>
public static class WarningHeader
{
    public const string Name = "Tauro-Warning";

    /// <summary>Adds the warning of an outcome, if it has one, to a response, and returns the outcome.</summary>
    public static StoreOutcome<T> WarnIn<T>(this StoreOutcome<T> outcome, HttpContext context)
    {
        if (outcome.Warning is { Code: var code, Message: var message })
            context.Response.Headers.Append(Name, $"{code};detail=\"{message}\"");
        return outcome;
    }
}
