using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Stores;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Hashes passwords with PBKDF2 and HMAC-SHA512, in the format of ASP.NET Core Identity.</summary>
public static class Passwords
{
    /// <summary>The number of iterations that OWASP recommends for this function.</summary>
    private const int Iterations = 210_000;

    private static readonly PasswordHasher<object> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    private const string Start = ApiKeySecret.Start;

    private static readonly object Account = new();

    // Shipped or suggested by other products, so that an attacker tries them first.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "password1234", "password12345", "passwordpassword", "administrator", "123456789012", "changemechangeme",
    };

    // Each takes a core for a tenth of a second; the others wait.
    private static readonly SemaphoreSlim Running = new(Math.Max(1, Environment.ProcessorCount / 2));

    private static readonly Lazy<string> Unmatched = new(() => Hasher.HashPassword(Account, Start));

    /// <summary>
    /// The hash to check when there is none. It takes as long as any other, so that a response does not reveal which
    /// names exist.
    /// </summary>
    public static string UnmatchedHash => Unmatched.Value;

    /// <summary>Checks a new password.</summary>
    public static StoreProblem? Check(string password, string name)
    {
        if (password.Length is < Limits.PasswordLengthMin or > Limits.PasswordLengthMax)
            return StoreProblem.Invalid(
                ProblemCodes.PasswordRefused,
                $"The password has {password.Length} characters; use {Limits.PasswordLengthMin} to "
                + $"{Limits.PasswordLengthMax}.");
        if (password.StartsWith(Start, StringComparison.Ordinal))
            return StoreProblem.Invalid(
                ProblemCodes.PasswordRefused,
                $"The password begins with {Start}, as API keys do, so it could not be used; use another one.");
        return Known.Contains(password) || password.Distinct().Count() < 4
            || password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + 8
            ? StoreProblem.Invalid(
                ProblemCodes.PasswordRefused, "The password is easy to guess; use another one.")
            : null;
    }

    public static Task<string> Hash(string password, CancellationToken cancel) =>
        Run(() => Hasher.HashPassword(Account, password), cancel);

    public static Task<bool> Verify(string hash, string password, CancellationToken cancel) =>
        Run(() => Hasher.VerifyHashedPassword(Account, hash, password) != PasswordVerificationResult.Failed, cancel);

    private static async Task<T> Run<T>(Func<T> work, CancellationToken cancel)
    {
        await Running.WaitAsync(cancel);
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            Running.Release();
        }
    }
}
