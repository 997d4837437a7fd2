using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// Finds the errors of all settings. .NET's own validation stops at the first value that it cannot convert, and its
/// messages name neither the key nor the value.
/// </summary>
internal static class SettingErrors
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    // Such a failure is that of a value that is reported with its key.
    private const string AnnotationFailure = "DataAnnotation validation failed";

    /// <exception cref="InvalidSettingsException">At least one setting is invalid.</exception>
    public static void Require(IServiceCollection registered, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var errors = GetOptionsTypes(registered)
            .SelectMany(options => OptionsSection.FindErrors(options, configuration))
            .Concat(services.GetServices<SettingCheck>().SelectMany(check => Catch(check.Run)))
            .ToList();
        // One after another: the validation of all would end with the first value that cannot be converted.
        var failures = GetOptionsTypes(registered)
            .SelectMany(options => Catch(() => _ = GetOptions(services, options).Value))
            .Concat(Catch(() => services.GetService<IStartupValidator>()?.Validate())).ToList();
        errors.AddRange(failures.Where(failure =>
            errors.Count == 0 || !failure.StartsWith(AnnotationFailure, StringComparison.Ordinal)));
        if (errors.Count > 0)
            throw new InvalidSettingsException([.. errors.Select(error => error.ReplaceLineEndings(" ")).Distinct()]);
    }

    private static IOptions<object> GetOptions(IServiceProvider services, Type options) =>
        (IOptions<object>)services.GetRequiredService(typeof(IOptions<>).MakeGenericType(options));

    /// <summary>Returns the registered options classes that have a section.</summary>
    public static IEnumerable<Type> GetOptionsTypes(IServiceCollection registered) => registered
        .Select(service => service.ServiceType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
        .Select(type => type.GenericTypeArguments[0])
        .Distinct()
        .Where(OptionsSection.HasSection);

    private static IEnumerable<string> Catch(Action action)
    {
        try
        {
            action();
            return [];
        }
        catch (SettingException invalid)
        {
            return [invalid.Message];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (AggregateException many) when (many.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return many.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
        catch (InvalidOperationException unreadable) when (unreadable.Source == Binder)
        {
            return [$"{AnnotationFailure}: {unreadable.Message}"];
        }
    }
}
