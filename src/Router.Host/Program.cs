using Router.Host.Cli;

return await RouterCli.RunAsync(args);
