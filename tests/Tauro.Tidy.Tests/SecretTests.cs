using System.Text.RegularExpressions;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed partial class SecretTests
{
    private static readonly string[] Binary =
        [".parquet", ".png", ".jpg", ".ico", ".gif", ".svg", ".woff2", ".bin", ".zip"];

    [Fact]
    public void Nothing_looks_like_a_secret() => Findings.None(
        Repository.Files.Where(f => !Binary.Contains(Path.GetExtension(f.Path))).SelectMany(Check));

    [Theory]
    [InlineData("key = AKIA" + "ABCDEFGHIJKLMNOP")]
    [InlineData("-----BEGIN RSA PRIVATE" + " KEY-----")]
    [InlineData("token: ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("pass" + "word = \"correct-horse-battery\"")]
    [InlineData("amqp://tauro:" + "battery-staple@broker:5672")]
    public void A_secret_is_found(string line) =>
        Findings.One(Check(new TreeFile("src/Tauro.X/Sample.cs", line)));

    [Theory]
    [InlineData("password: \"$(POSTGRES_PASSWORD)\"")]
    [InlineData("amqp://guest:guest@localhost")]
    [InlineData("amqp://guest:{password}@localhost")]
    [InlineData("var pageToken = \"first\";")]
    public void A_name_or_placeholder_of_a_secret_is_accepted(string line) =>
        Assert.Empty(Check(new TreeFile("src/Tauro.X/Sample.cs", line)));

    private static IEnumerable<Finding> Check(TreeFile file) => file.Lines.Index()
        .Where(line => Secret().IsMatch(line.Item) || Assigned(file).IsMatch(line.Item))
        .Select(line => file.Finding(line.Index + 1, "it looks like a secret",
            "Read it from the environment or a file; if it is real, revoke it"));

    // Tests use made-up passwords for servers that they start.
    private static Regex Assigned(TreeFile file) => file.IsIn("tests") ? Secret() : Password();

    [GeneratedRegex(@"\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b|" +
        @"\bxox[abprs]-[A-Za-z0-9-]{10,}|\bdapi[0-9a-f]{32}\b|\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.")]
    private static partial Regex Secret();

    [GeneratedRegex("""
        (password|secret|api_?key|access_?key)"?\s*[:=]\s*"[^"{}$<\s]{8,}"|://[^\s:/"{}]+:(?!guest@)[^\s@/"{}$<]{4,}@
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
