// Hello is a small program with real dependencies, to try go-mod-download on.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

func main() {
	cmd := &cobra.Command{
		Use:   "hello [NAME]",
		Short: "Greets in the local manner",
		Args:  cobra.MaximumNArgs(1),
		Run: func(_ *cobra.Command, args []string) {
			name := "world"
			if len(args) > 0 {
				name = args[0]
			}
			message.NewPrinter(language.English).Printf("Hello, %s!\n", name)
		},
	}
	if err := cmd.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
