namespace Tauro.AppHost.Start;

/// <summary>
/// The AppHost cannot start until a person changes something. The message names the value and the remedy.
/// </summary>
internal sealed class AppHostRefusedException : Exception
{
    private AppHostRefusedException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    /// <summary>As in sysexits.h, like the services; <c>docs/reference/configuration.md</c> lists them.</summary>
    public int ExitCode { get; }

    /// <summary>A setting has a value that cannot be used (EX_CONFIG).</summary>
    public static AppHostRefusedException Setting(string variable, string? value, string remedy) =>
        Setting($"{variable} is '{value}'. {remedy}");

    /// <inheritdoc cref="Setting(string, string?, string)"/>
    public static AppHostRefusedException Setting(string message) => new(78, message);

    /// <summary>A program of the stack is missing (EX_UNAVAILABLE).</summary>
    public static AppHostRefusedException Missing(string message) => new(69, message);

    /// <summary>Another AppHost uses the data folder (EX_UNAVAILABLE).</summary>
    public static AppHostRefusedException InUse(string message) => new(69, message);
}
