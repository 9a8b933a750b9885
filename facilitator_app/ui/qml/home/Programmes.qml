// The programmes, each usable once a named prescriber or provider has chosen and signed its plan.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property Programmes programmes: shell.programmes

    Roomy { // a list that has little room scrolls with what is above it
        anchors.fill: parent
        spacing: Theme.gap

        SectionHead { objectName: "programmes"; Layout.fillWidth: true; title: qsTr("ui.home.programmes"); about: qsTr("ui.programmes.about"); glyph: "folder"; act: page.programmes.may_set ? qsTr("programme_ui.open") : ""; onActed: page.shell.moving.programmes.ask() }

        ScrollList {
            objectName: "programmes.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
            model: page.programmes.rows

            delegate: ListRow {
                required property var modelData

                objectName: "programmes." + modelData.key
                width: ListView.view.width
                glyph: modelData.usable ? "check" : "sign"
                text: modelData.name
                note: modelData.note
                aside: modelData.aside
                onClicked: page.programmes.look(modelData.key)
            }
        }
    }

    ProgrammePlan { objectName: "plan"; parent: page.parent.parent.parent; z: 21; editor: page.programmes.editor; signer: page.shell.at_screen; may_sign: page.programmes.may_sign }
    ProgrammeWords { parent: page.parent.parent.parent; z: 22; editor: page.programmes.words }
    ProgrammeSheet { objectName: "programme"; parent: page.parent.parent.parent; programmes: page.programmes; files: page.shell.moving.programmes; signer: page.shell.at_screen; onBegins: key => page.shell.sheets.begins.show(key) }
    ProgrammeEdit { parent: page.parent.parent.parent; z: 22; editor: page.programmes.writer }
    ProgrammeFile { parent: page.parent.parent.parent; z: 21; files: page.shell.moving.programmes }
    Begin { objectName: "begins"; parent: page.parent.parent.parent; z: 23; begins: page.shell.sheets.begins }
}
