namespace Tauro.LocalHosting.Tests.Signatures;

/// <summary>
/// AspireSignatures.txt holds signatures of Aspire 13. A program that uses them compiles against either engine as long
/// as each of them exists here too, and nothing else does that it could use instead.
/// </summary>
public sealed class SignatureTests
{
    private static readonly HashSet<string> Local = [.. Signature.Of(typeof(DistributedApplication).Assembly)];

    public static TheoryData<string> Aspire => [.. Table()];

    [Theory]
    [MemberData(nameof(Aspire))]
    public void Aspires_signature_exists(string signature) => Assert.True(
        Local.Contains(signature),
        $"""
        {signature}
        is not in Tauro.LocalHosting. Near it:
        {string.Join('\n', Local.Where(l => Near(l, signature)))}
        """);

    [Fact]
    public void Nothing_can_be_called_on_a_builder_that_Aspire_has_not() => Assert.Equal(
        [],
        Local.Where(l => l.Contains("Extensions.", StringComparison.Ordinal)
            || l.Contains("Builder.", StringComparison.Ordinal)).Except(Table()));

    private static IEnumerable<string> Table()
    {
        using var stream = typeof(SignatureTests).Assembly
            .GetManifestResourceStream("Tauro.LocalHosting.Tests.Signatures.AspireSignatures.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    private static bool Near(string local, string signature) =>
        local.Contains(signature.Split('(')[0].Split('<')[0].Split('.')[^1], StringComparison.Ordinal);
}
