using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Start;

/// <summary>Finds the settings and connection strings of a service that are set.</summary>
/// <param name="registered">The services, with all options.</param>
/// <param name="configuration">The configuration.</param>
internal sealed class SettingNames(IServiceCollection registered, IConfiguration configuration)
{
    /// <summary>Returns their names, sorted.</summary>
    public IReadOnlyList<string> FindSet() =>
    [
        .. SettingErrors.GetOptionsTypes(registered)
            .SelectMany(options => OptionsSection.FindSet(options, configuration))
            .Concat(OptionsSection.FindSet("ConnectionStrings", configuration))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal),
    ];
}
