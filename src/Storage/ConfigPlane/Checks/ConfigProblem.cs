namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What is wrong in a config document.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="What">What is wrong there; reads on from the path.</param>
internal sealed record ConfigProblem(string Path, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path} {What}";
}
