using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>An interface needs two implementations that ship; a test double does not count.</summary>
public sealed class InterfaceTests
{
    private static readonly Dictionary<string, string> MayHaveFewer = new()
    {
        ["src/Tauro.Stores/Retention/IRetentionStore.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Artifacts/IArtifactCatalogue.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Artifacts/IBlobStore.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Events/IDeadEventStore.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Events/IEventWriter.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Events/IEventLog.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Trail/ITrailStore.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/Identity/IIdentityStore.cs"] = "users register stores of their own",
        ["src/Tauro.Stores/IStoreProbe.cs"] = "users register stores of their own",
    };

    [Fact]
    public void Every_interface_has_two_implementations() => Findings.None(Check([.. Repository.Source]), MayHaveFewer);

    [Theory]
    [InlineData("interface ICarrier; class Rabbit : ICarrier;", 1)]
    [InlineData("interface ICarrier; class Rabbit : ICarrier; class Garnet : Bus, ICarrier;", 0)]
    [InlineData("interface ISink<T>; class A : ISink<int>; record B : N.ISink<string>;", 0)]
    [InlineData("interface ICarrier; abstract class Rabbit : ICarrier; interface IOther : ICarrier;", 2)]
    public void An_interface_with_fewer_implementations_is_found(string code, int found) =>
        Assert.Equal(found, Check([new TreeFile("src/Tauro.X/Sample.cs", code)]).Count());

    private static IEnumerable<Finding> Check(IReadOnlyList<TreeFile> files)
    {
        var implementations = files.SelectMany(f => f.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(type => type is not InterfaceDeclarationSyntax && type.BaseList is not null)
            .SelectMany(type => type.BaseList!.Types.Select(b => NameOf(b.Type)).Distinct())
            .CountBy(name => name).ToDictionary();

        return from file in files
               from type in file.Syntax.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
               let count = implementations.GetValueOrDefault(type.Identifier.Text)
               where count < 2
               select file.Finding(type, $"{type.Identifier.Text} has {count} implementations in src",
                   "Use the class itself, or add the reason to InterfaceTests.cs");
    }

    private static string NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => type.ToString(),
    };
}
