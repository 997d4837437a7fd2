using Tauro.Contracts.Access;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// What a new version requires of its source. The registry reads it as itself, so the sender of the request must be
/// allowed to read it too.
/// </summary>
internal static class SourceAccess
{
    private const string RunScheme = "runs:";
    private const string ModelScheme = "models:";

    public static void RequireSource(this HttpContext context, NewModelVersion version)
    {
        var source = version.Source ?? "";
        if (version.SourceRunId is not null || source.StartsWith(RunScheme, StringComparison.OrdinalIgnoreCase))
            context.Require(AccessAction.Read, ResourceType.Run);
        if (source.StartsWith(ModelScheme, StringComparison.OrdinalIgnoreCase))
            context.Require(AccessAction.Read, ModelSources.TryParse(source, out _, out _)
                ? ResourceType.RegisteredModelVersion
                : ResourceType.LoggedModel);
        if (version.LoggedModelId is not null) context.Require(AccessAction.Read, ResourceType.LoggedModel);
    }
}
