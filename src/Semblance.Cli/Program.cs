using Semblance.Cli.Shell;

return new Application(Console.Out, Console.Error).Run(args);
