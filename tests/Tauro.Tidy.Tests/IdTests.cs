using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>
/// The id of a resource has a type of its own, not <c>string</c>, in the public API of the contracts and the stores:
/// one kind of id can't stand where another belongs.
/// </summary>
public sealed class IdTests
{
    private static readonly string[] Projects = ["src/Tauro.Contracts", "src/Tauro.Stores"];

    private static readonly Dictionary<string, string> MayBeStrings = new()
    {
        ["EventRecord.Id"] = "an event of any service, as CloudEvents has it; no API takes it as the id of a resource",
        ["Problem.TraceId"] = "the W3C trace of the request, not a trace in the store",
        ["AccessTarget.Id"] = "the id of a resource of any type",
        ["AccessQuestion.ResourceId"] = "the id of a resource of any type",
        ["ComparedRun.UserId"] = "MLflow's word for the name of a user",
        ["NewRun.UserId"] = "MLflow's word for the name of a user",
        ["Run.UserId"] = "MLflow's word for the name of a user",
        ["Trace.ClientRequestId"] = "a client's own id of something that it does not store here",
        ["AssessmentSource.SourceId"] = "a user, a judge or code, in the client's own words",
        ["ParamConflict.OwnerId"] = "the id of a run or of a logged model, for the message",
        ["StoredDeletion.DeletionId"] = "a key of the catalogue that no API has",
        ["PurgeLimits.DeletionId"] = "a key of the catalogue that no API has",
        ["ArtifactFact.RemoveDeletion.DeletionId"] = "a key of the catalogue that no API has",
        ["ArtifactWrites.Delete.deletionId"] = "a key of the catalogue that no API has",
    };

    [Fact]
    public void An_id_in_the_public_api_has_a_type_of_its_own()
    {
        var found = Repository.CSharpIn(Projects).SelectMany(StringIds).ToList();

        Findings.None(found.Where(id => !MayBeStrings.ContainsKey(id.Name)).Select(id => id.Finding));
        Assert.Empty(MayBeStrings.Keys.Except(found.Select(id => id.Name)));
    }

    [Theory]
    [InlineData("public record Run(string RunId);", "Run.RunId")]
    [InlineData("public record Run { public string? Id { get; init; } }", "Run.Id")]
    [InlineData("public interface IStore { void Get(string id); }", "IStore.Get.id")]
    [InlineData("public static class Writes { public static void Link(IReadOnlyList<string> runIds) { } }",
        "Writes.Link.runIds")]
    [InlineData("public record Fact { public record Remove(string Id); }", "Fact.Remove.Id")]
    [InlineData("public record Run(RunId RunId, string Valid, string Name);", null)]
    [InlineData("internal record Run(string RunId);", null)]
    [InlineData("public class Runs { private void Get(string id) { } }", null)]
    [InlineData("public class Runs { public int Get(int a) => Find((string id) => id.Length); }", null)]
    public void A_string_in_the_place_of_an_id_is_found(string code, string? name) =>
        Assert.Equal(name, StringIds(new TreeFile("src/Tauro.X/Sample.cs", code)).SingleOrDefault().Name);

    private static IEnumerable<(string Name, Finding Finding)> StringIds(TreeFile file) =>
        from node in file.Syntax.DescendantNodes()
        let declared = node switch
        {
            PropertyDeclarationSyntax property => (property.Identifier, property.Type),
            ParameterSyntax { Parent.Parent: MemberDeclarationSyntax } parameter =>
                (parameter.Identifier, parameter.Type),
            _ => default,
        }
        where declared.Type is { } type && IsString(type) && IsId(declared.Identifier.Text) && IsPublic(node)
        let name = string.Join('.', node.Ancestors().Select(NameOf).OfType<string>().Reverse()
            .Append(declared.Identifier.Text))
        select (name, file.Finding(node, $"{name} is a string",
            "Give it an id type of Tauro.Contracts.Ids, or add the reason to IdTests.cs"));

    private static bool IsString(TypeSyntax type) => type.DescendantNodesAndSelf().OfType<PredefinedTypeSyntax>()
        .Any(part => part.Keyword.IsKind(SyntaxKind.StringKeyword));

    private static bool IsId(string name) => name is "id" or "ids"
        || name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal);

    private static bool IsPublic(SyntaxNode node) => node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>()
        .Where(member => member is not BaseNamespaceDeclarationSyntax)
        .All(member => member.Modifiers.Any(SyntaxKind.PublicKeyword)
            || (member.Parent is InterfaceDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PrivateKeyword)));

    private static string? NameOf(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        _ => null,
    };
}
