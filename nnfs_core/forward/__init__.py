"""This room passes a project's batch forward, within a memory budget, and names the faults.

It may import the project, the network and all below; never what is made of the results.
"""
